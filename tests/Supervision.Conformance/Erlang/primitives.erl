%% Plays programs of process primitives on real processes and writes what was seen after every step.
%%
%%   erl -noshell -pa EBIN -run primitives main JOBS UNIT
%%
%% Each line of the standard input names a file of programs and the file for what was seen, with a tab between; a line "played" answers.
%% UNIT is what one unit of a program's time lasts, in milliseconds.
%%
%% A program has a driver and its processes. The driver hands the operations of a step to the processes, waits until all is quiet and
%% looks at everybody from outside. Where the two systems differ on purpose, the translation is in primitives_process:translated/2, and only there.
-module(primitives).
-export([main/1]).

-record(play, {env, living = #{}, monitors = #{}, busy = #{}, died = [], answers = [], timers = [], now = 0, base, held = false}).

-define(MAX_TRIES, 8).

%% How long a step may take to come to rest, in milliseconds; far more than a busy machine needs.
-define(PATIENCE, 60000).

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
    Env = #{driver => self(), table => Table, slot => <<"out">>, unit => Unit, prefix => io_lib:format("n~b_", [Job])},
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

clear(#play{env = #{table := Table}, living = Living}) ->
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
hold(#play{now = Now, env = #{unit := Unit}} = Play) ->
    case is_pending(Play) of
        true -> Play#play{held = true};
        false -> Play#play{held = false, base = clock() - Now * Unit}
    end.

%% Due times are a quarter and three quarters past the units, so a fifth cannot change their order.
is_late(#play{held = Held, base = Base, now = Now, env = #{unit := Unit}}) ->
    Held andalso clock() - Base - Now * Unit > Unit div 5.

sleep(#play{held = false}) -> ok;
sleep(#play{base = Base, now = Now, env = #{unit := Unit}}) -> timer:sleep(max(0, Base + Now * Unit - clock())).

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
    {Pid, _} = primitives_process:new(spawn, Slot, Init, Env),
    Entered = enter(Slot, Pid, Play),
    Pid ! '$go',
    outside(Rest, I + 1, answer(<<"out">>, I, <<"ok">>, Entered));
outside([Operation | Rest], I, #play{env = Env} = Play) ->
    outside(Rest, I + 1, answer(<<"out">>, I, primitives_process:do(Operation, Env), Play)).

enter(Slot, Pid, #play{living = Living, monitors = Monitors, busy = Busy} = Play) ->
    Monitor = monitor(process, Pid),
    Play#play{living = Living#{Slot => Pid}, monitors = Monitors#{Monitor => Slot}, busy = Busy#{Slot => acting}}.

answer(Slot, Index, Answer, #play{answers = Answers} = Play) ->
    Play#play{answers = [{Slot, Index, Answer} | Answers]}.

%% ===================================================================
%% Quiet: nobody acts, nobody is dying, and nothing is on its way
%% ===================================================================

settle(Play) -> settle(Play, clock() + ?PATIENCE).

settle(Play0, Until) ->
    %% First the timers: what one that is gone has sent is in the mailboxes that are looked at next.
    HaveFired = have_fired(Play0),
    Before = drain(Play0),
    Views = [{Slot, view(Pid)} || {Slot, Pid} <- lists:sort(maps:to_list(Before#play.living))],
    After = drain(Before),
    case HaveFired andalso After =:= Before andalso After#play.timers =:= Play0#play.timers andalso is_quiet(After, Views) of
        true -> {drop_fired(After), Views};
        false ->
            clock() < Until orelse exit({never_quiet, After, Views}),
            erlang:yield(),
            settle(wait(After), Until)
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
is_settled(Slot, View, Alive, #{table := Table}) ->
    Monitors = proplists:get_value(monitors, View),
    ByPid = [Pid || {process, Pid} <- Monitors, is_pid(Pid)],
    ByName = length([Name || {process, {Name, _}} <- Monitors]),
    Watched = [Pid || [Pid] <- ets:match(Table, {{by_name, Slot, '_'}, '$1'}), sets:is_element(Pid, Alive)],
    lists:all(fun(Pid) -> sets:is_element(Pid, Alive) end, proplists:get_value(links, View) ++ ByPid) andalso length(Watched) =:= ByName.

is_at_rest(idle, _, _, _) -> true;
is_at_rest(acting, _, _, _) -> false;
is_at_rest({receiving, Pattern, At}, View, Now, Env) ->
    At > Now andalso proplists:get_value(status, View) =:= waiting
        andalso not lists:any(fun(M) -> primitives_process:matches(Pattern, M, Env) end, proplists:get_value(messages, View)).

drop_fired(#play{timers = Timers} = Play) ->
    Play#play{timers = [{Ref, At} || {Ref, At} <- Timers, erlang:read_timer(Ref) =/= false]}.

%% ===================================================================
%% What was seen
%% ===================================================================

seen(Index, #play{env = Env, answers = Answers, died = Died, busy = Busy}, Views) ->
    [io_lib:format("step ~b~n", [Index]),
     [["answer ", Slot, $\s, integer_to_list(I), $\s, Text, $\n] || {Slot, I, Text} <- lists:sort(Answers)],
     [["died ", Slot, $\s, primitives_process:reason_text(Reason), $\n] || {Slot, Reason} <- lists:sort(Died)],
     [view_text(Slot, is_map_key(Slot, Busy), View, Env) || {Slot, View} <- Views]].

view_text(Slot, IsBlocked, View, #{driver := Driver} = Env) ->
    Get = fun(Key) -> proplists:get_value(Key, View) end,
    Messages = [M || M <- Get(messages), M =/= '$go'],
    Name = case Get(registered_name) of
        [] -> <<"-">>;
        Registered -> primitives_process:name_text(Registered, Env)
    end,
    Links = lists:sort([primitives_process:slot_of(Pid, Env) || Pid <- Get(links)]),
    [io_lib:format("view ~s ~s ~s ~s ~b ~b ~b", [
        Slot, if IsBlocked -> "blocked"; true -> "idle" end, atom_to_list(Get(trap_exit)), Name,
        length(Get(monitors)), length(Get(monitored_by) -- [Driver]), length(Messages)]),
     [[$\s, Link] || Link <- Links], $\n,
     [["mail ", primitives_process:message_text(M, Env), $\n] || not IsBlocked, M <- Messages]].
