%% Runs supervision scenarios on the supervisor of Erlang/OTP and answers with their traces.
%%
%%   erl -noshell -pa FOLDER -run oracle serve JOBS
%%
%% A request is a line "ID SCENARIO", the scenario in JSON without line breaks. The answer is a line "trace ID COUNT" and that many
%% lines, or one line "failed ID WHY". Requests run JOBS at a time and are answered as they end. The end of the input ends the program.
-module(oracle).
-export([serve/1]).

-define(STABLE_ROUNDS, 3).
-define(LIMIT_MS, 120000).

serve([Jobs]) ->
    ok = logger:set_primary_config(level, none),
    process_flag(trap_exit, true),
    ok = io:setopts(standard_io, [binary, {encoding, latin1}]),
    Server = self(),
    _ = spawn_link(fun() -> read_requests(Server) end),
    serve(list_to_integer(Jobs), queue:new(), #{}, open).

read_requests(Server) ->
    case io:get_line(standard_io, "") of
        Line when is_binary(Line) ->
            [Id, Json] = binary:split(Line, <<" ">>),
            Server ! {request, Id, Json},
            read_requests(Server);
        _ -> Server ! closed
    end.

serve(_Free, _Waiting, Busy, closed) when map_size(Busy) =:= 0 -> halt(0);
serve(Free, Waiting, Busy, Input) ->
    receive
        {request, Id, Json} when Free > 0 ->
            serve(Free - 1, Waiting, begin_job(Id, Json, Busy), Input);
        {request, Id, Json} ->
            serve(Free, queue:in({Id, Json}, Waiting), Busy, Input);
        closed ->
            serve(Free, queue:new(), Busy, closed);
        {'DOWN', Mon, process, _, Why} when is_map_key(Mon, Busy) ->
            {{Id, _, Timer}, Rest} = maps:take(Mon, Busy),
            _ = erlang:cancel_timer(Timer),
            answer(Id, Why),
            case queue:out(Waiting) of
                {{value, {Next, Json}}, Later} -> serve(Free, Later, begin_job(Next, Json, Rest), Input);
                {empty, _} -> serve(Free + 1, Waiting, Rest, Input)
            end;
        {timeout, _, Pid} ->
            exit(Pid, kill),
            serve(Free, Waiting, Busy, Input);
        _ ->
            serve(Free, Waiting, Busy, Input)
    end.

begin_job(Id, Json, Busy) ->
    {Pid, Mon} = spawn_monitor(fun() -> exit({done, run(oracle_json:read(Json))}) end),
    Busy#{Mon => {Id, Pid, erlang:start_timer(?LIMIT_MS, self(), Pid)}}.

answer(Id, {done, Lines}) ->
    io:put_chars(standard_io, iolist_to_binary(
        ["trace ", Id, $\s, integer_to_binary(length(Lines)), $\n | [[L, $\n] || L <- Lines]]));
answer(Id, Why) ->
    Text = re:replace(io_lib:format("~0tp", [Why]), "[^\\x20-\\x7e]", " ", [global]),
    io:put_chars(standard_io, iolist_to_binary(["failed ", Id, $\s, Text, $\n])).

%% procs: {Path,N} => #{pid, parent, kind, strategy}
%% pids:  Pid => {Path,N}

run(Scenario) ->
    process_flag(trap_exit, true),
    Tab = ets:new(attempts, [public]),
    Coll = spawn_link(fun() -> oracle_script:collector([]) end),
    Ctx = #{coll => Coll, tab => Tab},
    St0 = #{ctx => Ctx, procs => #{}, pids => #{}, live => #{}, gone => #{}},
    Root = #{<<"type">> => <<"supervisor">>, <<"id">> => <<"root">>,
             <<"sup">> => maps:get(<<"root">>, Scenario)},
    Started = oracle_script:start(Ctx, <<"root">>, Root, #{}),
    {L0, St1} = finish_step([], St0),
    Lines0 = [["scenario ", maps:get(<<"name">>, Scenario)], "step 0 start" | L0],
    {Lines, St2} =
        case Started of
            {ok, _} -> steps(maps:get(<<"steps">>, Scenario, []), 1, St1, [Lines0]);
            _ -> {[Lines0], St1}
        end,
    Outcome = outcome_line(Started, St2),
    cleanup(St2),
    Coll ! stop,
    ets:delete(Tab),
    lists:append(lists:reverse([[Outcome] | Lines])).

steps([], _, St, Acc) -> {Acc, St};
steps([Step | Rest], I, St, Acc) ->
    Echo = ["step ", integer_to_list(I), $\s, oracle_trace:echo(Step)],
    Results = do(Step, St),
    {Lines, St1} = finish_step(Results, St),
    steps(Rest, I + 1, St1, [[Echo | Lines] | Acc]).

outcome_line({error, R}, _) -> ["outcome start_failed ", oracle_trace:reason(R)];
outcome_line(ignore, _) -> "outcome start_ignored";
outcome_line({ok, _}, St) ->
    case maps:get(gone, St) of
        #{{<<"root">>, 1} := Reason} -> ["outcome exit ", oracle_trace:reason(Reason)];
        _ -> "outcome alive"
    end.

cleanup(#{live := Live, pids := Pids}) ->
    %% kill whatever is left, outside the trace
    Left = [P || P <- maps:keys(Live)] ++ maps:keys(Pids),
    [erlang:trace(P, false, [all]) || P <- maps:keys(Live), is_process_alive(P)],
    [begin unlink(P), exit(P, kill) end || P <- Left],
    ok.

do(#{<<"op">> := <<"exit">>, <<"target">> := T, <<"reason">> := R}, St) ->
    case current(T, worker, St) of
        undefined -> [{none, no_process}];
        Pid -> gen_server:cast(Pid, {exit, oracle_script:parse_term(R)}), [{none, ok}]
    end;
do(#{<<"op">> := <<"kill">>, <<"target">> := T}, St) ->
    case current(T, any, St) of
        undefined -> [{none, no_process}];
        Pid -> exit(Pid, kill), [{none, ok}]
    end;
do(#{<<"op">> := <<"stop">>} = Step, St) ->
    case current(<<"root">>, supervisor, St) of
        undefined -> [{none, no_process}];
        Pid -> exit(Pid, oracle_script:parse_term(maps:get(<<"reason">>, Step, <<"shutdown">>))), [{none, ok}]
    end;
do(#{<<"op">> := <<"wait">>, <<"ms">> := Ms}, _) ->
    timer:sleep(Ms),
    [{none, ok}];
do(#{<<"op">> := <<"batch">>, <<"sup">> := S, <<"items">> := Items}, St) ->
    case current(S, supervisor, St) of
        undefined ->
            [{I, case api(It#{<<"sup">> => S}, St) of
                     N when N =:= none; N =:= no_process -> no_process;
                     _ -> {exit, noproc}
                 end} || {I, It} <- lists:enumerate(Items)];
        Sup ->
            true = erlang:suspend_process(Sup),
            Pending = [{I, batch_item(It, Sup, St)} || {I, It} <- lists:enumerate(Items)],
            timer:sleep(4),
            true = erlang:resume_process(Sup),
            [{I, collect(P)} || {I, P} <- Pending]
    end;
do(#{<<"sup">> := S} = Step, St) ->
    case api(Step, St) of
        no_process -> [{none, no_process}];
        {Op, Req} ->
            case current(S, supervisor, St) of
                undefined -> [{none, {exit, noproc}}];
                Sup ->
                    [{none, try {Op, call_api(Op, Sup, Req)}
                            catch exit:{Why, {gen_server, call, _}} -> {exit, Why}
                            end}]
            end
    end.

call_api(which_children, Sup, _) -> supervisor:which_children(Sup);
call_api(count_children, Sup, _) -> supervisor:count_children(Sup);
call_api(start_child, Sup, {_, A}) -> supervisor:start_child(Sup, A);
call_api(terminate_child, Sup, {_, A}) -> supervisor:terminate_child(Sup, A);
call_api(restart_child, Sup, {_, A}) -> supervisor:restart_child(Sup, A);
call_api(delete_child, Sup, {_, A}) -> supervisor:delete_child(Sup, A);
call_api(get_childspec, Sup, {_, A}) -> supervisor:get_childspec(Sup, A).

%% step -> {Operation, message that the supervisor's call sends} | no_process | none
api(#{<<"op">> := Op} = Step, #{ctx := Ctx} = St) ->
    case Op of
        <<"start_child">> ->
            #{<<"sup">> := S, <<"spec">> := C} = Step,
            {start_child, {start_child, oracle_script:spec(C, {oracle_script, start_child, [Ctx, S, C]})}};
        <<"start_dynamic">> ->
            #{<<"arg">> := A} = Step,
            {start_child, {start_child, [{A, maps:get(<<"behavior">>, Step, #{})}]}};
        <<"terminate_child">> -> {terminate_child, {terminate_child, maps:get(<<"id">>, Step)}};
        <<"restart_child">> -> {restart_child, {restart_child, maps:get(<<"id">>, Step)}};
        <<"delete_child">> -> {delete_child, {delete_child, maps:get(<<"id">>, Step)}};
        <<"get_childspec">> -> {get_childspec, {get_childspec, maps:get(<<"id">>, Step)}};
        <<"terminate_pid">> -> by_pid(terminate_child, Step, St);
        <<"get_childspec_pid">> -> by_pid(get_childspec, Step, St);
        <<"which_children">> -> {which_children, which_children};
        <<"count_children">> -> {count_children, count_children};
        _ -> none
    end.

by_pid(Op, #{<<"target">> := T}, St) ->
    case latest(T, St) of
        undefined -> no_process;
        Pid -> {Op, {Op, Pid}}
    end.

batch_item(#{<<"op">> := Op, <<"target">> := T} = It, Sup, St)
  when Op =:= <<"exit">>; Op =:= <<"kill">> ->
    Kind = case Op of <<"exit">> -> worker; <<"kill">> -> any end,
    case current(T, Kind, St) of
        undefined -> {done, no_process};
        Pid ->
            Mon = monitor(process, Pid),
            case Op of
                <<"exit">> -> gen_server:cast(Pid, {exit, oracle_script:parse_term(maps:get(<<"reason">>, It))});
                <<"kill">> -> exit(Pid, kill)
            end,
            receive {'DOWN', Mon, process, Pid, Why} ->
                    case Why of
                        noproc -> {done, no_process};
                        _ -> settle(Pid, Sup), {done, ok}
                    end
            end
    end;
batch_item(#{<<"op">> := <<"stop">>} = It, Sup, _St) ->
    exit(Sup, oracle_script:parse_term(maps:get(<<"reason">>, It, <<"shutdown">>))),
    timer:sleep(4),
    {done, ok};
batch_item(It, Sup, St) ->
    case api(It#{<<"sup">> => path_of(Sup, St)}, St) of
        no_process -> {done, no_process};
        {Op, Req} -> {req, Op, gen_server:send_request(Sup, Req)}
    end.

%% The exit signal of a dead child must be in the (suspended) supervisor's
%% queue before the next item is performed.
settle(Pid, _Sup) ->
    case erlang:process_info(Pid, status) of
        undefined -> timer:sleep(4);
        _ -> timer:sleep(1), settle(Pid, _Sup)
    end.

collect({done, R}) -> R;
collect({req, Op, Id}) ->
    case gen_server:receive_response(Id, infinity) of
        {reply, R} -> {Op, R};
        {error, {Why, _}} -> {exit, Why}
    end.

path_of(Pid, #{pids := Pids}) ->
    #{Pid := {Path, _}} = Pids,
    Path.

%% highest live incarnation of a path
current(Path, Kind, #{live := Live, procs := Procs}) ->
    Found = [{N, Pid} || {Pid, {P, N} = K} <- maps:to_list(Live), P =:= Path,
                         Kind =:= any orelse Kind =:= maps:get(kind, maps:get(K, Procs))],
    case lists:reverse(lists:sort(Found)) of
        [{_, Pid} | _] -> Pid;
        [] -> undefined
    end.

latest(Path, #{pids := Pids}) ->
    Found = [{N, Pid} || {Pid, {P, N}} <- maps:to_list(Pids), P =:= Path],
    case lists:reverse(lists:sort(Found)) of
        [{_, Pid} | _] -> Pid;
        [] -> undefined
    end.

%% Ask every live supervisor for its children and ping every live worker.
%% A process answers only from its main loop, after everything that was in its
%% queue. Quiet when three rounds in a row bring no event and no difference.
quiesce(St) -> quiesce(St, [], undefined, 0).

quiesce(St, Evs, Last, Same) when Same < ?STABLE_ROUNDS ->
    #{ctx := Ctx, live := Live, procs := Procs} = St,
    Answers = [ask(Pid, maps:get(kind, maps:get(K, Procs))) || {Pid, K} <- lists:sort(maps:to_list(Live))],
    New = oracle_script:take(Ctx),
    St1 = lists:foldl(fun note/2, St, New),
    Snap = {Answers, maps:get(live, St1)},
    case New =:= [] andalso Snap =:= Last of
        true -> quiesce(St1, Evs, Snap, Same + 1);
        false -> erlang:yield(), quiesce(St1, Evs ++ New, Snap, 0)
    end;
quiesce(St, Evs, {_, _}, _) ->
    flush(),
    {lists:keysort(1, Evs), St}.

ask(Pid, supervisor) ->
    try {Pid, lists:sort(supervisor:which_children(Pid))} catch exit:_ -> {Pid, gone} end;
ask(Pid, worker) ->
    try {Pid, gen_server:call(Pid, ping, infinity)} catch exit:_ -> {Pid, gone} end.

note({_, {start, Path, N, Parent, Kind, Strategy, {ok, Pid}}}, St) ->
    #{procs := Procs, pids := Pids, live := Live} = St,
    K = {Path, N},
    St#{procs := Procs#{K => #{pid => Pid, parent => Parent, kind => Kind, strategy => Strategy}},
        pids := Pids#{Pid => K},
        live := Live#{Pid => K}};
note({_, {init, Path, N, Parent}}, #{procs := Procs} = St) ->
    St#{procs := Procs#{{Path, N} => #{parent => Parent, kind => supervisor}}};
note({_, {exit, Pid, _}}, #{live := Live} = St) ->
    St#{live := maps:remove(Pid, Live)};
note(_, St) -> St.

flush() -> receive {'EXIT', _, _} -> flush() after 0 -> ok end.

finish_step(Results, St) ->
    {Evs, St1} = quiesce(St),
    {Lines, St2} = oracle_trace:event_lines(Evs, St1),
    ResultLines = [case I of
                       none -> ["result ", oracle_trace:result(R, St2)];
                       _ -> ["result ", integer_to_list(I), $\s, oracle_trace:result(R, St2)]
                   end || {I, R} <- Results],
    {Lines ++ ResultLines ++ oracle_trace:tree(current(<<"root">>, supervisor, St2), St2), St2}.
