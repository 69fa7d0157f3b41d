%% The text of traces: events in their canonical order, results, trees, reasons.
%% procs: {Path,N} => #{pid, parent, kind, strategy}, pids: Pid => {Path,N}, gone: {Path,N} => reason of its exit.
-module(oracle_trace).
-export([event_lines/2, result/2, tree/2, reason/1, echo/1]).

%% Two orders are left open by OTP and brought into one: the ends of orphans, and of children that are stopped all at once.
event_lines(Evs, St) ->
    {Main, Orphans, St1} =
        lists:foldl(
          fun({_, Ev}, {M, O, S}) ->
                  case line(Ev, S) of
                      skip -> {M, O, S};
                      {Tag, Key, Line} ->
                          S1 = case Ev of
                                   {exit, _, Why} -> S#{gone := (maps:get(gone, S))#{Key => Why}};
                                   _ -> S
                               end,
                          case orphan(Key, S) of
                              true -> {M, [Line | O], S1};
                              false ->
                                  M1 = case Tag =:= exit andalso is_simple(Key, S) of
                                           true -> block(Key, M);
                                           false -> M
                                       end,
                                  {[{Tag, Key, Line} | M1], O, S1}
                          end
                  end
          end, {[], [], St}, Evs),
    MainLines = [L || {_, _, L} <- lists:reverse(Main)],
    OrphanLines = case lists:sort([iolist_to_binary(L) || L <- Orphans]) of
                      [] -> [];
                      Ls -> ["orphans"] ++ Ls ++ ["end"]
                  end,
    {MainLines ++ OrphanLines, St1}.

%% The trailing run of term/exit lines strictly below a simple_one_for_one
%% supervisor becomes a sorted block.
block({SupPath, _}, Main) ->
    Prefix = <<SupPath/binary, "/">>,
    {Run, Rest} = lists:splitwith(
                    fun({mark, _, _}) -> true;
                       ({Tag, {P, _}, _}) ->
                            (Tag =:= term orelse Tag =:= exit) andalso
                                binary:longest_common_prefix([P, Prefix]) =:= byte_size(Prefix)
                    end, Main),
    %% markers at the end of the run that belong to blocks outside it cannot
    %% occur: a block is always followed by its supervisor's exit line.
    case [{T, K, iolist_to_binary(L)} || {T, K, L} <- Run, T =/= mark] of
        [] -> Run ++ Rest;
        Es ->
            Sorted = lists:keysort(3, Es),
            [{mark, none, "end"}] ++ lists:reverse(Sorted) ++ [{mark, none, "unordered"}] ++ Rest
    end.

orphan(Key, #{procs := Procs, gone := Gone} = S) ->
    case Procs of
        #{Key := #{parent := Parent}} when Parent =/= undefined ->
            is_map_key(Parent, Gone) orelse orphan(Parent, S);
        _ -> false
    end.

is_simple(Key, #{procs := Procs}) ->
    case Procs of
        #{Key := #{strategy := <<"simple_one_for_one">>}} -> true;
        _ -> false
    end.

line({init, P, N, _}, _) -> {init, {P, N}, ["init ", name({P, N})]};
line({start, P, N, _, _, _, R}, _) ->
    {start, {P, N}, ["start ", name({P, N}), $\s,
                     case R of
                         {ok, _} -> "ok";
                         ignore -> "ignore";
                         {error, Why} -> ["failed ", reason(Why)];
                         {'EXIT', _} = Why -> ["failed ", reason(Why)]
                     end]};
line({term, P, N, R}, _) -> {term, {P, N}, ["term ", name({P, N}), $\s, reason(R)]};
line({exit, Pid, R}, #{pids := Pids}) ->
    case Pids of
        #{Pid := K} -> {exit, K, ["exit ", name(K), $\s, reason(R)]};
        _ -> skip
    end.

name({P, N}) -> [P, $#, integer_to_binary(N)].

tree(undefined, _) -> ["tree down"];
tree(Sup, #{pids := Pids, procs := Procs} = St) ->
    #{Sup := K} = Pids,
    Cs = children(Sup, supervisor:which_children(Sup), St),
    [["tree ", name(K) | [[$\s, entry(C, St)] || C <- Cs]]
     | lists:append([tree(P, St) || {_, P, _, _} <- Cs, is_pid(P),
                                    maps:get(kind, maps:get(maps:get(P, Pids), Procs)) =:= supervisor])].

%% start order; for simple_one_for_one sorted by name, the nameless last
children(Sup, List, #{pids := Pids, procs := Procs}) ->
    case maps:get(maps:get(Sup, Pids), Procs) of
        #{strategy := <<"simple_one_for_one">>} ->
            {Named, Other} = lists:partition(fun({_, P, _, _}) -> is_pid(P) end, List),
            lists:sort(fun({_, A, _, _}, {_, B, _, _}) -> maps:get(A, Pids) =< maps:get(B, Pids) end,
                       Named)
                ++ lists:sort(Other);
        _ -> lists:reverse(List)
    end.

entry({_, Pid, _, _}, #{pids := Pids}) when is_pid(Pid) ->
    {Path, N} = maps:get(Pid, Pids),
    [lists:last(binary:split(Path, <<"/">>, [global])), $#, integer_to_binary(N)];
entry({undefined, What, _, _}, _) -> ["*:", atom_to_list(What)];
entry({Id, undefined, _, _}, _) -> [Id, ":stopped"];
entry({Id, restarting, _, _}, _) -> [Id, ":restarting"].

result(ok, _) -> "ok";
result(no_process, _) -> "no_process";
result({exit, Why}, _) -> ["exit(", reason(Why), ")"];
result({which_children, L}, St) ->
    Cs = case L of
             [] -> [];
             [{Id, _, _, _} | _] when Id =/= undefined -> lists:reverse(L);
             _ ->
                 {Named, Other} = lists:partition(fun({_, P, _, _}) -> is_pid(P) end, L),
                 #{pids := Pids} = St,
                 lists:sort(fun({_, A, _, _}, {_, B, _, _}) -> maps:get(A, Pids) =< maps:get(B, Pids) end, Named)
                     ++ lists:sort(Other)
         end,
    ["[", lists:join($,, [[entry(C, St), "(", atom_to_list(Type), ")"] || {_, _, Type, _} = C <- Cs]), "]"];
result({count_children, L}, _) ->
    lists:join($\s, [[atom_to_list(K), $=, integer_to_list(proplists:get_value(K, L))]
                     || K <- [specs, active, supervisors, workers]]);
result({get_childspec, {ok, Spec}}, _) ->
    #{id := Id, restart := R, shutdown := S, type := T, significant := Sig} = Spec,
    ["id=", Id, " restart=", atom_to_list(R), " shutdown=", atom_or_int_text(S),
     " type=", atom_to_list(T), " significant=", atom_to_list(Sig)];
result({start_child, {error, {Why, Child}}}, _) when is_tuple(Child), element(1, Child) =:= child ->
    ["failed(", reason(Why), ")"];
result({_, R}, St) -> api_result(R, St).

api_result(ok, _) -> "ok";
api_result({ok, undefined}, _) -> "ok(undefined)";
api_result({ok, Pid}, #{pids := Pids}) when is_pid(Pid) -> ["ok(", name(maps:get(Pid, Pids)), ")"];
api_result({error, {already_started, Pid}}, #{pids := Pids}) ->
    ["error(already_started(", name(maps:get(Pid, Pids)), "))"];
api_result({error, E}, _) when E =:= already_present; E =:= running; E =:= restarting;
                               E =:= not_found; E =:= simple_one_for_one ->
    ["error(", atom_to_list(E), ")"];
api_result({error, E}, _) ->
    case bad_spec(E) of
        none -> ["failed(", reason(E), ")"];
        Text -> ["error(", Text, ")"]
    end.

atom_or_int_text(I) when is_integer(I) -> integer_to_list(I);
atom_or_int_text(A) -> atom_to_list(A).

reason(R) when R =:= normal; R =:= shutdown; R =:= killed; R =:= noproc -> atom_to_list(R);
reason({shutdown, X}) when is_binary(X) -> ["shutdown(", X, ")"];
reason({shutdown, X}) -> ["shutdown(", reason(X), ")"];
reason({error_reason, X}) -> ["error(", X, ")"];
reason({{crash, X}, Stack}) when is_list(Stack) -> ["crash(", X, ")"];
reason({'EXIT', {{crash, X}, Stack}}) when is_list(Stack) -> ["crash(", X, ")"];
reason({failed_to_start_child, Id, R}) -> ["failed_to_start_child(", Id, ",", reason(R), ")"];
reason({supervisor_data, E}) -> ["supervisor_data(", bad_spec_text(E), ")"];
reason({start_spec, E}) -> ["start_spec(", bad_spec_text(E), ")"];
reason({bad_start_spec, L}) when is_list(L) -> ["bad_start_spec(", integer_to_list(length(L)), ")"];
reason({function_clause, _}) -> "crash(function_clause)";
reason(R) -> ["other(", io_lib:format("~0tp", [R]), ")"].

bad_spec_text(E) ->
    case bad_spec(E) of
        none -> io_lib:format("other(~0tp)", [E]);
        T -> T
    end.

bad_spec({invalid_intensity, V}) -> ["invalid_intensity(", integer_to_list(V), ")"];
bad_spec({invalid_period, V}) -> ["invalid_period(", integer_to_list(V), ")"];
bad_spec({invalid_shutdown, V}) -> ["invalid_shutdown(", integer_to_list(V), ")"];
bad_spec({duplicate_child_name, Id}) -> ["duplicate_child_name(", Id, ")"];
bad_spec({bad_combination, [{auto_shutdown, never}, {significant, true}]}) ->
    "bad_combination(auto_shutdown)";
bad_spec({bad_combination, [{restart, permanent}, {significant, true}]}) ->
    "bad_combination(restart)";
bad_spec(_) -> none.

echo(#{<<"op">> := Op} = S) ->
    Args = case Op of
               <<"exit">> -> [maps:get(<<"target">>, S), maps:get(<<"reason">>, S)];
               <<"kill">> -> [maps:get(<<"target">>, S)];
               <<"stop">> -> [maps:get(<<"reason">>, S, <<"shutdown">>)];
               <<"wait">> -> [integer_to_binary(maps:get(<<"ms">>, S))];
               <<"batch">> -> [maps:get(<<"sup">>, S)];
               <<"start_child">> -> [maps:get(<<"sup">>, S), maps:get(<<"id">>, maps:get(<<"spec">>, S))];
               <<"start_dynamic">> -> [maps:get(<<"sup">>, S), maps:get(<<"arg">>, S)];
               <<"which_children">> -> [maps:get(<<"sup">>, S)];
               <<"count_children">> -> [maps:get(<<"sup">>, S)];
               <<"terminate_pid">> -> [maps:get(<<"sup">>, S), maps:get(<<"target">>, S)];
               <<"get_childspec_pid">> -> [maps:get(<<"sup">>, S), maps:get(<<"target">>, S)];
               _ -> [maps:get(<<"sup">>, S), maps:get(<<"id">>, S)]
           end,
    lists:join($\s, [Op | Args]).
