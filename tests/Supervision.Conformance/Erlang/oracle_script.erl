%% What the scripted processes do: the start functions (they run inside the supervisors), the supervisors' and the workers' callbacks,
%% and the collector of events.
-module(oracle_script).
-export([start/4, start_child/3, start_dynamic/4, collector/1, take/1, spec/2, parse_term/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2]).

%% Every event carries a strictly monotonic unique integer, taken by the
%% process in which the event happens. Exits are seen by the VM's own process
%% tracing, whose strict_monotonic_timestamp draws from the same counter.
%% Sorting by it gives a total order that respects causality.

collector(Acc) ->
    receive
        {ev, Stamp, Ev} -> collector([{Stamp, Ev} | Acc]);
        {trace_ts, Pid, exit, Reason, {_, Stamp}} ->
            collector([{Stamp, {exit, Pid, Reason}} | Acc]);
        {take, From, Ref} ->
            From ! {Ref, lists:keysort(1, Acc)},
            collector([]);
        stop -> ok;
        _ -> collector(Acc)
    end.

ev(#{coll := Coll}, Ev) ->
    Coll ! {ev, erlang:unique_integer([monotonic]), Ev},
    ok.

take(#{coll := Coll}) ->
    TRef = erlang:trace_delivered(all),
    receive {trace_delivered, all, TRef} -> ok end,
    Ref = make_ref(),
    Coll ! {take, self(), Ref},
    receive {Ref, Evs} -> Evs end.

trace_me(#{coll := Coll}) ->
    1 = erlang:trace(self(), true, [procs, strict_monotonic_timestamp, {tracer, Coll}]),
    ok.

start_child(Ctx, SupPath, Child) ->
    Path = join(SupPath, maps:get(<<"id">>, Child)),
    start(Ctx, Path, Child, maps:get(<<"behavior">>, Child, #{})).

start_dynamic(Ctx, SupPath, Child, {Arg, Behavior}) ->
    Own = maps:get(<<"behavior">>, Child, #{}),
    start(Ctx, join(SupPath, Arg), Child, maps:merge(Own, Behavior)).

start(#{tab := Tab} = Ctx, Path, Child, Beh) ->
    N = ets:update_counter(Tab, Path, 1, {Path, 0}),
    Parent = get(me),
    Kind = binary_to_atom(maps:get(<<"type">>, Child, <<"worker">>)),
    Strategy = case Kind of
                   supervisor ->
                       ev(Ctx, {init, Path, N, Parent}),
                       maps:get(<<"strategy">>, maps:get(<<"sup">>, Child), <<"one_for_one">>);
                   worker -> none
               end,
    Outcome = outcome(Beh, N),
    Result =
        case Outcome of
            {throw, X} ->
                catch erlang:error({crash, X});
            _ when Kind =:= worker ->
                gen_server:start_link(?MODULE, {worker, Ctx, Path, N, Beh, Outcome}, []);
            _ ->
                supervisor:start_link(?MODULE, {sup, Ctx, Path, N, maps:get(<<"sup">>, Child), Outcome})
        end,
    ev(Ctx, {start, Path, N, Parent, Kind, Strategy, Result}),
    case Outcome of
        {throw, Y} -> erlang:error({crash, Y});
        _ -> Result
    end.

outcome(Beh, N) ->
    Script = maps:get(<<"start">>, Beh, []),
    S = case N =< length(Script) of
            true -> lists:nth(N, Script);
            false -> maps:get(<<"start_default">>, Beh, <<"ok">>)
        end,
    case parse_term(S) of
        ok -> ok;
        ignore -> ignore;
        {throw, X} -> {throw, X};
        Reason -> {stop, Reason}
    end.

join(A, B) -> <<A/binary, "/", B/binary>>.

init({sup, Ctx, Path, N, Sup, Outcome}) ->
    trace_me(Ctx),
    put(me, {Path, N}),
    case Outcome of
        ok -> {ok, {sup_flags(Sup), [child_spec(Ctx, Path, Sup, C) || C <- maps:get(<<"children">>, Sup, [])]}};
        ignore -> ignore;
        {stop, {crash, X}} -> erlang:error({crash, X})
    end;
init({worker, Ctx, Path, N, Beh, Outcome}) ->
    process_flag(trap_exit, maps:get(<<"trap_exit">>, Beh, true)),
    trace_me(Ctx),
    case Outcome of
        ok -> {ok, #{ctx => Ctx, path => Path, n => N, stop => maps:get(<<"stop">>, Beh, #{})}};
        ignore -> ignore;
        {stop, {crash, X}} -> erlang:error({crash, X});
        {stop, Reason} -> {stop, Reason}
    end.

handle_call(ping, _From, St) -> {reply, pong, St}.

handle_cast({exit, Reason}, St) ->
    put(self_exit, true),
    case Reason of
        {crash, X} -> erlang:error({crash, X});
        _ -> {stop, Reason, St}
    end.

handle_info(_, St) -> {noreply, St}.

terminate(Reason, #{ctx := Ctx, path := Path, n := N, stop := Stop}) ->
    case get(self_exit) of
        true -> ok;
        _ ->
            ev(Ctx, {term, Path, N, Reason}),
            case maps:get(<<"delay">>, Stop, 0) of
                0 -> ok;
                D -> timer:sleep(D)
            end,
            case maps:get(<<"reason">>, Stop, null) of
                null -> ok;
                R ->
                    case parse_term(R) of
                        {crash, X} -> erlang:error({crash, X});
                        Other -> exit(Other)
                    end
            end
    end.

sup_flags(Sup) ->
    opt(Sup, <<"strategy">>, strategy, fun binary_to_atom/1,
    opt(Sup, <<"intensity">>, intensity, fun id/1,
    opt(Sup, <<"period">>, period, fun id/1,
    opt(Sup, <<"auto_shutdown">>, auto_shutdown, fun binary_to_atom/1, #{})))).

child_spec(Ctx, SupPath, Sup, C) ->
    F = case maps:get(<<"strategy">>, Sup, <<"one_for_one">>) of
            <<"simple_one_for_one">> -> start_dynamic;
            _ -> start_child
        end,
    spec(C, {?MODULE, F, [Ctx, SupPath, C]}).

spec(C, MFA) ->
    opt(C, <<"restart">>, restart, fun binary_to_atom/1,
    opt(C, <<"type">>, type, fun binary_to_atom/1,
    opt(C, <<"significant">>, significant, fun id/1,
    opt(C, <<"shutdown">>, shutdown, fun atom_or_int/1,
        #{id => maps:get(<<"id">>, C), start => MFA})))).

opt(Json, Key, Name, F, Map) ->
    case Json of
        #{Key := V} -> Map#{Name => F(V)};
        _ -> Map
    end.

id(X) -> X.
atom_or_int(B) when is_binary(B) -> binary_to_atom(B);
atom_or_int(I) -> I.

%% scenario text -> Erlang term. error(x) is the term {error_reason, <<"x">>}.
parse_term(<<"normal">>) -> normal;
parse_term(<<"shutdown">>) -> shutdown;
parse_term(<<"ok">>) -> ok;
parse_term(<<"ignore">>) -> ignore;
parse_term(B) ->
    [Tag, Rest] = binary:split(B, <<"(">>),
    [X, <<>>] = binary:split(Rest, <<")">>),
    case Tag of
        <<"shutdown">> -> {shutdown, X};
        <<"error">> -> {error_reason, X};
        <<"crash">> -> {crash, X};
        <<"throw">> -> {throw, X}
    end.
