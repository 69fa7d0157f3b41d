%% Plays programs of process primitives on real processes and writes what was seen after every step.
%%
%%   erl -noshell -pa EBIN -run primitives main JOBS UNIT
%%
%% Each line of the standard input names a file of programs and the file for what was seen, with a tab between; a line "played" answers.
%% UNIT is what one unit of a program's time lasts, in milliseconds.
%%
%% A program has a driver and its processes. The driver hands the operations of a step to the processes, waits until all is quiet and
%% looks at everybody from outside. Where the two systems differ on purpose, the translation is in translated/2, and only there.
-module(primitives).
-export([main/1]).

-record(env, {driver, table, slot, unit, prefix}).
-record(play, {env, living = #{}, monitors = #{}, busy = #{}, died = [], answers = [], timers = [], now = 0, base, held = false}).

-define(MAX_TRIES, 6).

main([Jobs, Unit]) ->
    ok = logger:set_primary_config(level, none),
    serve(list_to_integer(Jobs), list_to_integer(Unit)).

serve(Jobs, Unit) ->
    case io:get_line("") of
        eof ->
            halt(0);
        Line ->
            [In, Out] = string:lexemes(string:trim(Line), "\t"),
            {ok, Text} = file:read_file(In),
            Programs = [binary:split(P, <<"\n">>, [global, trim_all]) || P <- binary:split(Text, <<"\n\n">>, [global, trim_all])],
            Seen = pool(Programs, lists:seq(1, Jobs), Unit, #{}, []),
            ok = file:write_file(Out, [S || {_, S} <- lists:keysort(1, Seen)]),
            io:format("played~n"),
            serve(Jobs, Unit)
    end.

%% Every job has names of its own, so that programs that run at the same time do not meet.
pool([], _, _, Busy, Seen) when map_size(Busy) =:= 0 ->
    Seen;
pool([[<<"program ", Id/binary>> | Steps] | Programs], [Job | Jobs], Unit, Busy, Seen) ->
    {_, Monitor} = spawn_monitor(fun() -> exit({seen, tries(Id, Steps, Job, Unit, 1)}) end),
    pool(Programs, Jobs, Unit, Busy#{Monitor => {Id, Job}}, Seen);
pool(Programs, Jobs, Unit, Busy, Seen) ->
    receive
        {'DOWN', Monitor, process, _, Why} when is_map_key(Monitor, Busy) ->
            {{Id, Job}, Rest} = maps:take(Monitor, Busy),
            Text = case Why of
                {seen, S} -> S;
                _ -> [<<"program ">>, Id, io_lib:format("~nfailed ~0p~n", [Why])]
            end,
            pool(Programs, [Job | Jobs], Unit, Rest, [{binary_to_integer(Id), Text} | Seen])
    end.

%% A machine that is busy may let a timer fire earlier, in the program's time, than it should. That is noticed, and the program is played again,
%% more slowly.
tries(Id, _, _, _, Try) when Try > ?MAX_TRIES ->
    [<<"program ">>, Id, <<"\nfailed late\n">>];
tries(Id, Steps, Job, Unit, Try) ->
    {Player, Monitor} = spawn_monitor(fun() -> exit({seen, play(Steps, Job, Unit)}) end),
    receive
        {'DOWN', Monitor, process, Player, {seen, late}} -> tries(Id, Steps, Job, Unit * 2, Try + 1);
        {'DOWN', Monitor, process, Player, {seen, Text}} -> [<<"program ">>, Id, <<"\n">>, Text];
        {'DOWN', Monitor, process, Player, Why} -> exit(Why)
    end.

play(Steps, Job, Unit) ->
    Table = ets:new(program, [public, {keypos, 1}]),
    {Dead, Gone} = spawn_monitor(fun() -> ok end),
    receive {'DOWN', Gone, process, _, _} -> ok end,
    ets:insert(Table, [{dead, Dead}, {{slot_of, Dead}, <<"none">>}, {{slot_of, self()}, <<"out">>}]),
    Env = #env{driver = self(), table = Table, slot = <<"out">>, unit = Unit, prefix = io_lib:format("n~b_", [Job])},
    run(Steps, 0, #play{env = Env, base = clock()}, []).

run([], _, Play, Out) ->
    clear(Play),
    lists:reverse(Out);
run([Step | Steps], Index, Play0, Out) ->
    Play1 = hold(Play0#play{died = [], answers = []}),
    Play2 = step(Step, Play1),
    {Play3, Views} = settle(Play2),
    case is_late(Play3) of
        true ->
            clear(Play3),
            late;
        false ->
            run(Steps, Index + 1, Play3, [seen(Index, Play3, Views) | Out])
    end.

clear(#play{env = #env{table = Table}, living = Living}) ->
    [erlang:cancel_timer(Ref) || [Ref] <- ets:match(Table, {{timer, '_'}, '$1'})],
    [exit(Pid, kill) || Pid <- maps:values(Living)],
    [receive {'DOWN', _, process, Pid, _} -> ok end || Pid <- maps:values(Living)],
    ok.

%% ===================================================================
%% Time
%% ===================================================================

clock() -> erlang:monotonic_time(millisecond).

is_pending(#play{timers = Timers, busy = Busy}) ->
    Timers =/= [] orelse lists:any(fun({receiving, _, At}) -> is_integer(At); (_) -> false end, maps:values(Busy)).

%% The program's time is bound to the real one only while something waits for it, or has begun to in this step.
hold(#play{now = Now, env = #env{unit = Unit}} = Play) ->
    case is_pending(Play) of
        true -> Play#play{held = true};
        false -> Play#play{held = false, base = clock() - Now * Unit}
    end.

%% Due times are a quarter and three quarters past the units, so a fifth cannot change their order.
is_late(#play{held = Held, base = Base, now = Now, env = #env{unit = Unit}}) ->
    Held andalso clock() - Base - Now * Unit > Unit div 5.

sleep(#play{held = false}) -> ok;
sleep(#play{base = Base, now = Now, env = #env{unit = Unit}}) -> timer:sleep(max(0, Base + Now * Unit - clock())).

%% ===================================================================
%% Steps
%% ===================================================================

step(<<"advance ", N/binary>>, #play{now = Now} = Play) ->
    Later = Play#play{now = Now + binary_to_integer(N)},
    sleep(Later),
    Later;
step(Text, Play) ->
    lists:foldl(fun part/2, Play, binary:split(Text, <<" | ">>, [global])).

part(Text, #play{living = Living, busy = Busy} = Play) ->
    [Actor, Rest] = binary:split(Text, <<": ">>),
    Operations = [binary:split(O, <<" ">>, [global]) || O <- binary:split(Rest, <<"; ">>, [global])],
    case Living of
        _ when Actor =:= <<"out">> ->
            outside(Operations, 0, Play);
        #{Actor := Pid} when not is_map_key(Actor, Busy) ->
            Pid ! {'$do', Operations},
            Play#play{busy = Busy#{Actor => acting}};
        _ ->
            answer(Actor, 0, <<"cannot_act">>, Play)
    end.

outside([], _, Play) ->
    Play;
outside([[<<"spawn">>, Slot | Init] | Rest], I, #play{env = Env} = Play) ->
    {Pid, _} = new_process(spawn, Slot, Init, Env),
    Entered = enter(Slot, Pid, Play),
    Pid ! '$go',
    outside(Rest, I + 1, answer(<<"out">>, I, <<"ok">>, Entered));
outside([Operation | Rest], I, #play{env = Env} = Play) ->
    outside(Rest, I + 1, answer(<<"out">>, I, do(Operation, Env), Play)).

enter(Slot, Pid, #play{living = Living, monitors = Monitors, busy = Busy} = Play) ->
    Monitor = monitor(process, Pid),
    Play#play{living = Living#{Slot => Pid}, monitors = Monitors#{Monitor => Slot}, busy = Busy#{Slot => acting}}.

answer(Slot, Index, Answer, #play{answers = Answers} = Play) ->
    Play#play{answers = [{Slot, Index, Answer} | Answers]}.

%% ===================================================================
%% Quiet: nobody acts, nobody is dying, and nothing is on its way
%% ===================================================================

settle(Play0) ->
    %% First the timers: what one that is gone has sent is in the mailboxes that are looked at next.
    HaveFired = have_fired(Play0),
    Before = drain(Play0),
    Views = [{Slot, view(Pid)} || {Slot, Pid} <- lists:sort(maps:to_list(Before#play.living))],
    After = drain(Before),
    case HaveFired andalso After =:= Before andalso After#play.timers =:= Play0#play.timers andalso is_quiet(After, Views) of
        true -> {drop_fired(After), Views};
        false ->
            erlang:yield(),
            settle(wait(After))
    end.

%% Some more word from somebody, or a moment.
wait(Play) ->
    receive
        Word when element(1, Word) =/= reply -> heard(Word, Play)
    after 1 -> Play
    end.

drain(Play) ->
    receive Word -> drain(heard(Word, Play)) after 0 -> Play end.

heard({'$answer', Slot, Index, Answer}, Play) ->
    answer(Slot, Index, Answer, Play);
heard({'$done', Slot}, #play{busy = Busy} = Play) ->
    Play#play{busy = maps:remove(Slot, Busy)};
heard({'$receiving', Slot, Pattern, infinity}, #play{busy = Busy} = Play) ->
    Play#play{busy = Busy#{Slot => {receiving, Pattern, infinity}}};
heard({'$receiving', Slot, Pattern, Units}, #play{busy = Busy, now = Now} = Play) ->
    Play#play{held = true, busy = Busy#{Slot => {receiving, Pattern, Now + Units}}};
heard({'$timer', Ref, Units}, #play{timers = Timers, now = Now} = Play) ->
    Play#play{held = true, timers = [{Ref, Now + Units} | Timers]};
heard({'$spawned', Parent, Slot, Pid}, Play) ->
    Entered = enter(Slot, Pid, Play),
    Parent ! '$entered',
    Entered;
heard({'DOWN', Monitor, process, _, Reason}, #play{monitors = Monitors, living = Living, busy = Busy, died = Died} = Play) ->
    {Slot, Rest} = maps:take(Monitor, Monitors),
    Play#play{monitors = Rest, living = maps:remove(Slot, Living), busy = maps:remove(Slot, Busy), died = [{Slot, Reason} | Died]}.

view(Pid) ->
    process_info(Pid, [status, messages, links, monitors, monitored_by, registered_name, trap_exit]).

have_fired(#play{timers = Timers, now = Now}) ->
    lists:all(fun({Ref, At}) -> At > Now orelse erlang:read_timer(Ref) =:= false end, Timers).

is_quiet(#play{env = Env, living = Living, busy = Busy, now = Now}, Views) ->
    Alive = sets:from_list(maps:values(Living), [{version, 2}]),
    lists:all(fun({Slot, View}) -> View =/= undefined andalso is_settled(Slot, View, Alive, Env)
                                       andalso is_at_rest(maps:get(Slot, Busy, idle), View, Now, Env) end, Views).

%% Whoever is still linked to a dead process, or monitors one, has yet to hear of the death.
is_settled(Slot, View, Alive, #env{table = Table}) ->
    Monitors = proplists:get_value(monitors, View),
    ByPid = [Pid || {process, Pid} <- Monitors, is_pid(Pid)],
    ByName = length([Name || {process, {Name, _}} <- Monitors]),
    Watched = [Pid || [Pid] <- ets:match(Table, {{by_name, Slot, '_'}, '$1'}), sets:is_element(Pid, Alive)],
    lists:all(fun(Pid) -> sets:is_element(Pid, Alive) end, proplists:get_value(links, View) ++ ByPid) andalso length(Watched) =:= ByName.

is_at_rest(idle, _, _, _) -> true;
is_at_rest(acting, _, _, _) -> false;
is_at_rest({receiving, Pattern, At}, View, Now, Env) ->
    At > Now andalso proplists:get_value(status, View) =:= waiting
        andalso not lists:any(fun(M) -> matches(Pattern, M, Env) end, proplists:get_value(messages, View)).

drop_fired(#play{timers = Timers} = Play) ->
    Play#play{timers = [{Ref, At} || {Ref, At} <- Timers, erlang:read_timer(Ref) =/= false]}.

%% ===================================================================
%% What was seen
%% ===================================================================

seen(Index, #play{env = Env, answers = Answers, died = Died, busy = Busy}, Views) ->
    [io_lib:format("step ~b~n", [Index]),
     [["answer ", Slot, $\s, integer_to_list(I), $\s, Text, $\n] || {Slot, I, Text} <- lists:sort(Answers)],
     [["died ", Slot, $\s, reason_text(Reason), $\n] || {Slot, Reason} <- lists:sort(Died)],
     [view_text(Slot, is_map_key(Slot, Busy), View, Env) || {Slot, View} <- Views]].

view_text(Slot, IsBlocked, View, #env{driver = Driver} = Env) ->
    Get = fun(Key) -> proplists:get_value(Key, View) end,
    Messages = [M || M <- Get(messages), M =/= '$go'],
    Name = case Get(registered_name) of
        [] -> <<"-">>;
        Registered -> name_text(Registered, Env)
    end,
    Links = lists:sort([slot_of(Pid, Env) || Pid <- Get(links)]),
    [io_lib:format("view ~s ~s ~s ~s ~b ~b ~b", [
        Slot, if IsBlocked -> "blocked"; true -> "idle" end, atom_to_list(Get(trap_exit)), Name,
        length(Get(monitors)), length(Get(monitored_by) -- [Driver]), length(Messages)]),
     [[$\s, Link] || Link <- Links], $\n,
     [["mail ", message_text(M, Env), $\n] || not IsBlocked, M <- Messages]].

message_text({message, From, Number}, _) -> [$m, Number, $@, From];
message_text({timer, Timer}, _) -> Timer;
message_text({'EXIT', From, Reason}, Env) -> ["EXIT(", slot_of(From, Env), $,, reason_text(Reason), $)];
message_text({'DOWN', Ref, process, Item, Reason}, #env{table = Table} = Env) ->
    [{_, Monitor, Target}] = ets:lookup(Table, {monitor_of, Ref}),
    Name = case Item of
        {Registered, _} -> [name_text(Registered, Env), $=];
        _ -> []
    end,
    ["DOWN(", Monitor, $,, Name, slot_of(Target, Env), $,, reason_text(Reason), $)].

reason_text({{crash, Word}, Stack}) when is_list(Stack) -> ["crash(", Word, $)];
reason_text({Word, Detail}) when is_atom(Word) -> [atom_to_list(Word), $(, Detail, $)];
reason_text(Word) when is_atom(Word) -> atom_to_list(Word);
reason_text(Other) -> io_lib:format("other(~0p)", [Other]).

reason(Text) ->
    case binary:split(Text, [<<"(">>, <<")">>], [global, trim]) of
        [Word, Detail] -> {binary_to_atom(Word), Detail};
        [Word] -> binary_to_atom(Word)
    end.

slot_of(undefined, _) -> <<"out">>;
slot_of(Pid, #env{table = Table}) -> ets:lookup_element(Table, {slot_of, Pid}, 2).

%% A process that was never started is one that has ended.
pid_of(Slot, #env{table = Table}) ->
    case ets:lookup(Table, {slot, Slot}) of
        [{_, Pid}] -> Pid;
        [] -> ets:lookup_element(Table, dead, 2)
    end.

name_of(Name, #env{prefix = Prefix}) -> binary_to_atom(iolist_to_binary([Prefix, Name])).

name_text(Registered, #env{prefix = Prefix}) ->
    lists:nthtail(iolist_size(Prefix), atom_to_list(Registered)).

%% ===================================================================
%% A process
%% ===================================================================

live(#env{driver = Driver, slot = Slot} = Env) ->
    receive
        {'$do', Operations} ->
            act(Operations, 0, Env),
            Driver ! {'$done', Slot},
            live(Env)
    end.

act([], _, _) ->
    ok;
act([Operation | Rest], Index, #env{driver = Driver, slot = Slot} = Env) ->
    Answer = translated(Operation, Env),
    Driver ! {'$answer', Slot, Index, Answer},
    act(Rest, Index + 1, Env).

new_process(How, Slot, Init, #env{driver = Driver, table = Table} = Env) ->
    Mine = Env#env{slot = Slot},
    Body = fun() ->
        receive '$go' -> ok end,
        [do(Init, Mine) || Init =/= []],
        Driver ! {'$done', Slot},
        live(Mine)
    end,
    {Pid, Ref} = case How of
        spawn -> {spawn(Body), none};
        spawn_link -> {spawn_link(Body), none};
        spawn_monitor -> spawn_monitor(Body)
    end,
    ets:insert(Table, [{{slot, Slot}, Pid}, {{slot_of, Pid}, Slot}]),
    {Pid, Ref}.

spawn_from(How, Slot, Init, #env{driver = Driver} = Env) ->
    {Pid, Ref} = new_process(How, Slot, Init, Env),
    Driver ! {'$spawned', self(), Slot, Pid},
    receive '$entered' -> ok end,
    Pid ! '$go',
    {Pid, Ref}.

%% The differences that are meant, one clause each; everything else is done as it is.
%%
%% A link to a process that is gone: OTP raises noproc in a caller that does not trap exits; here the exit signal always comes.
translated([<<"link">> | _] = Operation, Env) ->
    try do(Operation, Env) catch error:noproc -> exit(noproc) end;
%% A cancelled timer: OTP leaves a message that is already in the mailbox; here it is suppressed.
translated([<<"cancel">>, Timer] = Operation, Env) ->
    Answer = do(Operation, Env),
    receive {timer, Timer} -> Answer after 0 -> Answer end;
translated(Operation, Env) ->
    do(Operation, Env).

do([<<"spawn">>, Slot | Init], Env) ->
    spawn_from(spawn, Slot, Init, Env),
    <<"ok">>;
do([<<"spawn_link">>, Slot | Init], Env) ->
    spawn_from(spawn_link, Slot, Init, Env),
    <<"ok">>;
do([<<"spawn_monitor">>, Slot, Monitor | Init], #env{driver = Driver, table = Table} = Env) ->
    {Pid, Ref} = new_process(spawn_monitor, Slot, Init, Env),
    ets:insert(Table, [{{monitor, Monitor}, Ref}, {{monitor_of, Ref}, Monitor, Pid}]),
    Driver ! {'$spawned', self(), Slot, Pid},
    receive '$entered' -> ok end,
    Pid ! '$go',
    <<"ok">>;
do([<<"link">>, Slot], Env) ->
    link(pid_of(Slot, Env)),
    <<"ok">>;
do([<<"unlink">>, Slot], Env) ->
    unlink(pid_of(Slot, Env)),
    <<"ok">>;
do([<<"unlink_flush">>, Slot], Env) ->
    Pid = pid_of(Slot, Env),
    unlink(Pid),
    flush_exits(Pid),
    <<"ok">>;
do([<<"monitor">>, Slot, Monitor], #env{table = Table} = Env) ->
    Pid = pid_of(Slot, Env),
    Ref = monitor(process, Pid),
    ets:insert(Table, [{{monitor, Monitor}, Ref}, {{monitor_of, Ref}, Monitor, Pid}]),
    <<"ok">>;
do([<<"monitor_name">>, Name, Monitor], #env{table = Table, slot = Slot} = Env) ->
    Registered = name_of(Name, Env),
    Holder = whereis(Registered),
    Ref = monitor(process, Registered),
    ets:insert(Table, [{{monitor, Monitor}, Ref}, {{monitor_of, Ref}, Monitor, Holder}]),
    %% A monitor of oneself is none.
    [ets:insert(Table, {{by_name, Slot, Monitor}, Holder}) || Holder =/= self()],
    <<"ok">>;
do([<<"demonitor">>, Monitor], Env) ->
    demonitor(Monitor, [info], Env);
do([<<"demonitor_flush">>, Monitor], Env) ->
    demonitor(Monitor, [flush, info], Env);
do([<<"exit">>, Reason], _) ->
    exit(reason(Reason));
do([<<"crash">>, Word], _) ->
    error({crash, Word});
do([<<"signal">>, Slot, Reason], Env) ->
    exit(pid_of(Slot, Env), reason(Reason)),
    <<"ok">>;
do([<<"trap">>, Flag], _) ->
    case process_flag(trap_exit, Flag =:= <<"on">>) =:= (Flag =:= <<"on">>) of
        true -> <<"unchanged">>;
        false -> <<"ok">>
    end;
do([<<"register">>, Name, Slot], Env) ->
    attempted(fun() -> register(name_of(Name, Env), pid_of(Slot, Env)) end);
do([<<"unregister">>, Name], Env) ->
    attempted(fun() -> unregister(name_of(Name, Env)) end);
do([<<"whereis">>, Name], Env) ->
    case whereis(name_of(Name, Env)) of
        undefined -> <<"none">>;
        Pid -> slot_of(Pid, Env)
    end;
do([<<"alive">>, Slot], Env) ->
    atom_to_binary(is_process_alive(pid_of(Slot, Env)));
do([<<"send">>, Slot, Number], #env{slot = From} = Env) ->
    pid_of(Slot, Env) ! {message, From, Number},
    <<"ok">>;
do([<<"send_name">>, Name, Number], #env{slot = From} = Env) ->
    attempted(fun() -> name_of(Name, Env) ! {message, From, Number}, true end);
do([<<"send_after">>, Slot, Units, Timer], Env) ->
    start_timer(pid_of(Slot, Env), Units, Timer, Env);
do([<<"send_after_name">>, Name, Units, Timer], Env) ->
    start_timer(name_of(Name, Env), Units, Timer, Env);
do([<<"cancel">>, Timer], #env{table = Table}) ->
    case erlang:cancel_timer(ets:lookup_element(Table, {timer, Timer}, 2)) of
        false -> <<"false">>;
        _ -> <<"true">>
    end;
do([<<"receive">>, Timeout | Pattern], #env{driver = Driver, slot = Slot, unit = Unit} = Env) ->
    Milliseconds = case Timeout of
        <<"0">> -> 0;
        <<"forever">> ->
            Driver ! {'$receiving', Slot, Pattern, infinity},
            infinity;
        _ ->
            Units = binary_to_integer(Timeout),
            Driver ! {'$receiving', Slot, Pattern, Units},
            Units * Unit - Unit div 4
    end,
    message_text_or_timeout(receive_one(Pattern, Milliseconds, Env), Env).

message_text_or_timeout(timeout, _) -> <<"timeout">>;
message_text_or_timeout(Message, Env) -> message_text(Message, Env).

attempted(Attempt) ->
    try Attempt() of true -> <<"true">> catch error:badarg -> <<"false">> end.

demonitor(Monitor, Options, #env{table = Table, slot = Slot}) ->
    ets:delete(Table, {by_name, Slot, Monitor}),
    atom_to_binary(erlang:demonitor(ets:lookup_element(Table, {monitor, Monitor}, 2), Options)).

flush_exits(Pid) ->
    receive {'EXIT', Pid, _} -> ok after 0 -> ok end.

start_timer(Receiver, Units, Timer, #env{driver = Driver, table = Table, unit = Unit}) ->
    N = binary_to_integer(Units),
    Ref = erlang:send_after(max(0, N * Unit - 3 * Unit div 4), Receiver, {timer, Timer}),
    ets:insert(Table, {{timer, Timer}, Ref}),
    Driver ! {'$timer', Ref, N},
    <<"ok">>.

receive_one([<<"any">>], T, _) -> receive M when M =/= '$go' -> M after T -> timeout end;
receive_one([<<"message">>], T, _) -> receive {message, _, _} = M -> M after T -> timeout end;
receive_one([<<"from">>, From], T, _) -> receive {message, From, _} = M -> M after T -> timeout end;
receive_one([<<"number">>, Number], T, _) -> receive {message, _, Number} = M -> M after T -> timeout end;
receive_one([<<"exits">>], T, _) -> receive {'EXIT', _, _} = M -> M after T -> timeout end;
receive_one([<<"exit">>, Slot], T, Env) ->
    Pid = pid_of(Slot, Env),
    receive {'EXIT', Pid, _} = M -> M after T -> timeout end;
receive_one([<<"downs">>], T, _) -> receive {'DOWN', _, _, _, _} = M -> M after T -> timeout end;
receive_one([<<"down">>, Monitor], T, #env{table = Table}) ->
    Ref = ets:lookup_element(Table, {monitor, Monitor}, 2),
    receive {'DOWN', Ref, _, _, _} = M -> M after T -> timeout end;
receive_one([<<"timer">>, Timer], T, _) -> receive {timer, Timer} = M -> M after T -> timeout end.

%% The patterns that a process may wait for, once more: a process that has what it waits for is not at rest.
matches([<<"from">>, From], {message, From, _}, _) -> true;
matches([<<"number">>, Number], {message, _, Number}, _) -> true;
matches([<<"exit">>, Slot], {'EXIT', Pid, _}, Env) -> pid_of(Slot, Env) =:= Pid;
matches([<<"down">>, Monitor], {'DOWN', Ref, _, _, _}, #env{table = Table}) -> ets:lookup_element(Table, {monitor, Monitor}, 2) =:= Ref;
matches([<<"timer">>, Timer], {timer, Timer}, _) -> true;
matches(_, _, _) -> false.
