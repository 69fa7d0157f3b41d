%% A process of a program: does what it is told, one part of a step after the other. What it is told, and what it answers, is text.
-module(primitives_process).
-export([new/4, do/2, matches/3, message_text/2, reason_text/1, name_text/2, slot_of/2]).

live(#{driver := Driver, slot := Slot} = Env) ->
    receive
        {'$do', Operations} ->
            act(Operations, 0, Env),
            Driver ! {'$done', Slot},
            live(Env)
    end.

act([], _, _) ->
    ok;
act([Operation | Rest], Index, #{driver := Driver, slot := Slot} = Env) ->
    Answer = translated(Operation, Env),
    Driver ! {'$answer', Slot, Index, Answer},
    act(Rest, Index + 1, Env).

new(How, Slot, Init, #{driver := Driver, table := Table} = Env) ->
    Mine = Env#{slot := Slot},
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

spawn_from(How, Slot, Init, #{driver := Driver} = Env) ->
    {Pid, Ref} = new(How, Slot, Init, Env),
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
%% Unlinking with flush: OTP's idiom takes one exit message of that process; here all go.
translated([<<"unlink_flush">>, Slot] = Operation, Env) ->
    Answer = do(Operation, Env),
    flush_all_exits(pid_of(Slot, Env)),
    Answer;
translated(Operation, Env) ->
    do(Operation, Env).

flush_all_exits(Pid) ->
    receive {'EXIT', Pid, _} -> flush_all_exits(Pid) after 0 -> ok end.

do([<<"spawn">>, Slot | Init], Env) ->
    spawn_from(spawn, Slot, Init, Env),
    <<"ok">>;
do([<<"spawn_link">>, Slot | Init], Env) ->
    spawn_from(spawn_link, Slot, Init, Env),
    <<"ok">>;
do([<<"spawn_monitor">>, Slot, Monitor | Init], #{driver := Driver, table := Table} = Env) ->
    {Pid, Ref} = new(spawn_monitor, Slot, Init, Env),
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
    receive {'EXIT', Pid, _} -> <<"ok">> after 0 -> <<"ok">> end;
do([<<"monitor">>, Slot, Monitor], #{table := Table} = Env) ->
    Pid = pid_of(Slot, Env),
    Ref = monitor(process, Pid),
    ets:insert(Table, [{{monitor, Monitor}, Ref}, {{monitor_of, Ref}, Monitor, Pid}]),
    <<"ok">>;
do([<<"monitor_name">>, Name, Monitor], #{table := Table, slot := Slot} = Env) ->
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
do([<<"send">>, Slot, Number], #{slot := From} = Env) ->
    pid_of(Slot, Env) ! {message, From, Number},
    <<"ok">>;
do([<<"send_name">>, Name, Number], #{slot := From} = Env) ->
    attempted(fun() -> name_of(Name, Env) ! {message, From, Number}, true end);
do([<<"send_after">>, Slot, Units, Timer], Env) ->
    start_timer(pid_of(Slot, Env), Units, Timer, Env);
do([<<"send_after_name">>, Name, Units, Timer], Env) ->
    start_timer(name_of(Name, Env), Units, Timer, Env);
do([<<"cancel">>, Timer], #{table := Table}) ->
    case erlang:cancel_timer(ets:lookup_element(Table, {timer, Timer}, 2)) of
        false -> <<"false">>;
        _ -> <<"true">>
    end;
do([<<"receive">>, Timeout | Pattern], #{driver := Driver, slot := Slot, unit := Unit} = Env) ->
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

demonitor(Monitor, Options, #{table := Table, slot := Slot}) ->
    ets:delete(Table, {by_name, Slot, Monitor}),
    atom_to_binary(erlang:demonitor(ets:lookup_element(Table, {monitor, Monitor}, 2), Options)).

start_timer(Receiver, Units, Timer, #{driver := Driver, table := Table, unit := Unit}) ->
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
receive_one([<<"down">>, Monitor], T, #{table := Table}) ->
    Ref = ets:lookup_element(Table, {monitor, Monitor}, 2),
    receive {'DOWN', Ref, _, _, _} = M -> M after T -> timeout end;
receive_one([<<"timer">>, Timer], T, _) -> receive {timer, Timer} = M -> M after T -> timeout end.

%% The patterns that a process may wait for, once more: a process that has what it waits for is not at rest.
matches([<<"from">>, From], {message, From, _}, _) -> true;
matches([<<"number">>, Number], {message, _, Number}, _) -> true;
matches([<<"exit">>, Slot], {'EXIT', Pid, _}, Env) -> pid_of(Slot, Env) =:= Pid;
matches([<<"down">>, Monitor], {'DOWN', Ref, _, _, _}, #{table := Table}) -> ets:lookup_element(Table, {monitor, Monitor}, 2) =:= Ref;
matches([<<"timer">>, Timer], {timer, Timer}, _) -> true;
matches(_, _, _) -> false.

%% ===================================================================
%% Text
%% ===================================================================

message_text({message, From, Number}, _) -> [$m, Number, $@, From];
message_text({timer, Timer}, _) -> Timer;
message_text({'EXIT', From, Reason}, Env) -> ["EXIT(", slot_of(From, Env), $,, reason_text(Reason), $)];
message_text({'DOWN', Ref, process, Item, Reason}, #{table := Table} = Env) ->
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
slot_of(Pid, #{table := Table}) -> ets:lookup_element(Table, {slot_of, Pid}, 2).

%% A process that was never started is one that has ended.
pid_of(Slot, #{table := Table}) ->
    case ets:lookup(Table, {slot, Slot}) of
        [{_, Pid}] -> Pid;
        [] -> ets:lookup_element(Table, dead, 2)
    end.

name_of(Name, #{prefix := Prefix}) -> binary_to_atom(iolist_to_binary([Prefix, Name])).

name_text(Registered, #{prefix := Prefix}) ->
    lists:nthtail(iolist_size(Prefix), atom_to_list(Registered)).
