%% The same workloads in Erlang. erl -noshell +P 5000000 -s workloads main NAME COUNT prints "result NS" for one operation,
%% measured by the machine's clock around COUNT of them, after a tenth of them to warm up.
-module(workloads).
-behaviour(gen_server).
-export([main/1, init/1, handle_call/3, handle_cast/2, handle_info/2, idle/0]).

main([Name, Count]) ->
    logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    N = list_to_integer(atom_to_list(Count)),
    Warm = case fixed(Name) of true -> N; false -> max(1, N div 10) end,
    _ = in_process(Name, Warm),
    Ns = in_process(Name, N),
    io:format("result ~.2f~n", [Ns / N]),
    halt(0).

%% Those whose cost depends on how many there are.
fixed(skynet) -> true;
fixed(_) -> false.

in_process(Name, N) ->
    S = self(),
    P = spawn_link(fun() -> S ! {self(), run(Name, N)} end),
    receive {P, X} -> X; {'EXIT', P, Reason} when Reason =/= normal -> io:format("failed ~p~n", [Reason]), halt(1) end.

timed(F) ->
    T0 = erlang:monotonic_time(nanosecond),
    F(),
    erlang:monotonic_time(nanosecond) - T0.

run('ping-pong', N) -> pairs(1, N);
run('ping-pong-bodies', N) -> pairs(1, N);
run('pairs-100', N) -> pairs(100, N div 100);
run('pairs-1000', N) -> pairs(1000, N div 1000);
run(ring, N) -> ring(1000, N);
run('one-way', N) -> send(1, N);
run('fan-in', N) -> send(8, N);
run('one-way-outside', N) -> send(1, N);
run(call, N) -> call(N);
run('call-timeout', N) -> call(N);
run('call-inside', N) -> call(N);
run('call-inside-timeout', N) -> call(N);
run(cast, N) ->
    {ok, G} = gen_server:start_link(?MODULE, quiet, []),
    timed(fun() -> cast_loop(N, G), pong = gen_server:call(G, ping, infinity) end);
run('selective-receive', N) ->
    [self() ! other || _ <- lists:seq(1, 1000)],
    timed(fun() -> selective(N) end);
run(spawn, N) ->
    process_flag(trap_exit, true),
    timed(fun() -> [{ok, _} = gen_server:start(?MODULE, quiet, []) || _ <- lists:seq(1, N)] end);
run('spawn-exit', N) ->
    C = counters:new(1, []),
    S = self(),
    timed(fun() -> spawn_exit(N, N, C, S), receive all -> ok end end);
run(skynet, N) ->
    Leaves = leaves(1, N),
    timed(fun() -> S = self(), spawn(fun() -> sky(S, 0, Leaves) end), receive {sum, _} -> ok end end);
run(restart, N) -> restart(one_for_one, 1, N);
run('restart-group', N) -> restart(one_for_all, 10, N);
run(monitor, N) ->
    T = spawn_link(fun echo/0),
    timed(fun() -> monitor_loop(N, T), synchronize(T) end);
run(link, N) ->
    T = spawn_link(fun echo/0),
    timed(fun() -> link_loop(N, T), synchronize(T) end);
run('death-fan-out', N) -> fan_out(N);
run('registry-lookup', N) ->
    Names = [begin A = list_to_atom("name-" ++ integer_to_list(I)), true = named(A), A end || I <- lists:seq(1, 1000)],
    T = list_to_tuple(Names),
    timed(fun() -> lookup(N, T, 1) end);
run(register, N) -> timed(fun() -> register_loop(N) end);
run(timer, N) -> timed(fun() -> timer_loop(N) end);
run('timer-1000000', N) ->
    [erlang:send_after(3600000 + I rem 1000, self(), x) || I <- lists:seq(1, 1000000)],
    timed(fun() -> timer_loop(N) end);
run(Children, N) ->
    case string:split(atom_to_list(Children), "-", all) of
        ["children", "start", _] -> {T, Sup} = children(N), stop(Sup), element(1, T);
        ["children", "stop", _] -> {_, Sup} = children(N), timed(fun() -> stop(Sup) end);
        ["children", "terminate", Size] ->
            {{_, Pids}, Sup} = children(list_to_integer(Size)),
            Mid = lists:sublist(Pids, max(1, length(Pids) div 2 - N div 2), N),
            T = timed(fun() -> [ok = supervisor:terminate_child(Sup, P) || P <- Mid] end),
            stop(Sup), T
    end.

pairs(P, Rounds) ->
    S = self(),
    Ps = [spawn_link(fun() ->
              Po = spawn_link(fun() -> receive {peer, X} -> pong(X) end end),
              Po ! {peer, self()}, S ! ready,
              receive go -> ping(Rounds, Po) end, S ! done,
              unlink(Po), exit(Po, kill) end) || _ <- lists:seq(1, P)],
    [receive ready -> ok end || _ <- Ps],
    timed(fun() -> [X ! go || X <- Ps], [receive done -> ok end || _ <- Ps] end).
ping(0, _) -> ok;
ping(N, P) -> P ! ping, receive pong -> ping(N - 1, P) end.
pong(P) -> receive ping -> P ! pong, pong(P) end.

ring(K, M) ->
    S = self(),
    First = spawn_link(fun() -> receive {next, Nx} -> ring_node(Nx, S) end end),
    Last = lists:foldl(fun(_, Nx) -> spawn_link(fun() -> ring_node(Nx, S) end) end, First, lists:seq(2, K)),
    First ! {next, Last},
    timed(fun() -> First ! {token, M}, receive ring_done -> ok end end).
ring_node(Nx, S) ->
    receive
        {token, 0} -> S ! ring_done, ring_node(Nx, S);
        {token, N} -> Nx ! {token, N - 1}, ring_node(Nx, S)
    end.

send(Producers, N) ->
    S = self(),
    Each = N div Producers,
    C = spawn_link(fun() -> count(Each * Producers), S ! done end),
    Ps = [spawn_link(fun() -> receive go -> send_loop(Each, C) end end) || _ <- lists:seq(1, Producers)],
    timed(fun() -> [P ! go || P <- Ps], receive done -> ok end end).
send_loop(0, _) -> ok;
send_loop(N, C) -> C ! m, send_loop(N - 1, C).
count(0) -> ok;
count(N) -> receive m -> count(N - 1) end.

call(N) ->
    {ok, G} = gen_server:start_link(?MODULE, quiet, []),
    timed(fun() -> call_loop(N, G) end).
call_loop(0, _) -> ok;
call_loop(N, G) -> pong = gen_server:call(G, ping), call_loop(N - 1, G).
cast_loop(0, _) -> ok;
cast_loop(N, G) -> gen_server:cast(G, x), cast_loop(N - 1, G).

selective(0) -> ok;
selective(N) -> self() ! wanted, receive wanted -> selective(N - 1) end.

spawn_exit(0, _, _, _) -> ok;
spawn_exit(K, N, C, S) ->
    spawn(fun() -> counters:add(C, 1, 1), case counters:get(C, 1) of N -> S ! all; _ -> ok end end),
    spawn_exit(K - 1, N, C, S).

leaves(L, N) when L * 10 =< N -> leaves(L * 10, N);
leaves(L, _) -> L.
sky(P, Num, 1) -> P ! {sum, Num};
sky(P, Num, Size) ->
    Me = self(), C = Size div 10,
    [spawn(fun() -> sky(Me, Num + K * C, C) end) || K <- lists:seq(0, 9)],
    P ! {sum, lists:sum([receive {sum, X} -> X end || _ <- lists:seq(1, 10)])}.

%% In batches: the supervisor of OTP keeps every restart of the period in a list.
restart(Strategy, K, N) ->
    process_flag(trap_exit, true),
    Batch = min(50, N),
    lists:sum([restart_batch(Strategy, K, Batch) || _ <- lists:seq(1, N div Batch)]).
restart_batch(Strategy, K, N) ->
    {ok, Sup} = supervisor:start_link(tree, {Strategy, K, self()}),
    Pids = [receive {started, P} -> P end || _ <- lists:seq(1, K)],
    T = timed(fun() -> restart_loop(N, K, hd(Pids)) end),
    unlink(Sup), exit(Sup, shutdown), flush(), T.
restart_loop(0, _, _) -> ok;
restart_loop(N, K, P) ->
    gen_server:cast(P, crash),
    [P1 | _] = [receive {started, X} -> X end || _ <- lists:seq(1, K)],
    restart_loop(N - 1, K, P1).
flush() -> receive _ -> flush() after 0 -> ok end.

children(N) ->
    process_flag(trap_exit, true),
    {ok, Sup} = supervisor:start_link(tree, dynamic),
    T0 = erlang:monotonic_time(nanosecond),
    Pids = start_children(N, Sup, []),
    {{erlang:monotonic_time(nanosecond) - T0, Pids}, Sup}.
start_children(0, _, A) -> A;
start_children(N, Sup, A) -> {ok, P} = supervisor:start_child(Sup, []), start_children(N - 1, Sup, [P | A]).
stop(Sup) ->
    R = erlang:monitor(process, Sup),
    exit(Sup, shutdown),
    receive {'DOWN', R, _, _, _} -> ok end.

echo() -> receive {P, R} -> P ! R, echo() end.
synchronize(T) -> R = make_ref(), T ! {self(), R}, receive R -> ok end.
monitor_loop(0, _) -> ok;
monitor_loop(N, T) -> R = erlang:monitor(process, T), erlang:demonitor(R), monitor_loop(N - 1, T).
link_loop(0, _) -> ok;
link_loop(N, T) -> P = T, link(P), unlink(P), link_loop(N - 1, T).

fan_out(N) ->
    S = self(),
    T = spawn(fun idle/0),
    C = atomics:new(1, []),
    atomics:put(C, 1, N),
    [spawn(fun() ->
         R = erlang:monitor(process, T), S ! ready,
         receive {'DOWN', R, _, _, _} -> case atomics:sub_get(C, 1, 1) of 0 -> S ! all; _ -> ok end end
     end) || _ <- lists:seq(1, N)],
    [receive ready -> ok end || _ <- lists:seq(1, N)],
    timed(fun() -> T ! stop, receive all -> ok end end).
idle() -> receive stop -> ok end.

named(A) -> case whereis(A) of undefined -> register(A, spawn(fun idle/0)); _ -> true end.
lookup(0, _, _) -> ok;
lookup(N, T, I) when I > 1000 -> lookup(N, T, 1);
lookup(N, T, I) -> true = is_pid(whereis(element(I, T))), lookup(N - 1, T, I + 1).
register_loop(0) -> ok;
register_loop(N) -> register(temporary, self()), unregister(temporary), register_loop(N - 1).
timer_loop(0) -> ok;
timer_loop(N) -> R = erlang:send_after(5000, self(), x), erlang:cancel_timer(R), timer_loop(N - 1).

init({started, Tester}) -> Tester ! {started, self()}, {ok, s};
init(quiet) -> {ok, s}.
handle_call(ping, _From, S) -> {reply, pong, S}.
handle_cast(crash, _S) -> error(crash);
handle_cast(_, S) -> {noreply, S}.
handle_info(_, S) -> {noreply, S}.
