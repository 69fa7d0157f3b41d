%% Plays programs of state machines on gen_statem and writes what each callback saw.
-module(machines).
-behaviour(gen_statem).
-export([main/1, init/1, callback_mode/0, handle_event/4]).

-define(AT_A_TIME, 200).

main([In, Out]) ->
    logger:set_primary_config(level, none),
    {ok, Programs} = file:consult(In),
    {ok, File} = file:open(Out, [write]),
    play_all(File, Programs),
    ok = file:close(File).

play_all(_, []) ->
    ok;
play_all(File, Programs) ->
    {Now, Later} = lists:split(min(?AT_A_TIME, length(Programs)), Programs),
    Self = self(),
    Players = [spawn_link(fun() -> Self ! {self(), play(P)} end) || P <- Now],
    Played = [receive {Player, Lines} -> Lines end || Player <- Players],
    [io:format(File, "~p|~s~n", [element(1, P), lists:join(";", Lines)]) || {P, Lines} <- lists:zip(Now, Played)],
    play_all(File, Later).

play({_Number, Table, Enter, Steps, End}) ->
    Begin = erlang:monotonic_time(millisecond) + 50,
    wait_until(Begin),
    {ok, Machine} = gen_statem:start(?MODULE, {self(), Table, Enter}, []),
    [step(Machine, Begin, Step) || Step <- Steps],
    wait_until(Begin + End),
    exit(Machine, kill),
    logged().

step(Machine, Begin, {At, Kind, Message}) ->
    wait_until(Begin + At),
    case Kind of
        cast -> gen_statem:cast(Machine, Message);
        call -> gen_statem:send_request(Machine, Message)
    end.

wait_until(Time) ->
    Timer = erlang:start_timer(Time, self(), wait, [{abs, true}]),
    receive {timeout, Timer, wait} -> ok end.

logged() ->
    receive {log, Line} -> [Line | logged()] after 0 -> [] end.

callback_mode() -> [handle_event_function, state_enter].

init({Driver, Table, Enter}) -> {ok, s0, {Driver, Table, Enter}}.

handle_event(enter, Old, State, {Driver, _, Enter}) ->
    log(Driver, "enter ~p from ~p", [State, Old]),
    {keep_state_and_data, lists:flatmap(fun(A) -> action(A, undefined) end, maps:get(State, Enter, []))};
handle_event(Type, Content, State, {Driver, Table, _} = Data) ->
    Name = case Type of timeout -> timeout; _ -> Content end,
    log(Driver, "~p in ~p", [Name, State]),
    Asked = maps:get({State, Name}, Table, []),
    [log(Driver, "reply ~p", [Name]) || {call, _} <- [Type], lists:member(reply, Asked)],
    Actions = lists:flatmap(fun(A) -> action(A, Type) end, Asked),
    case {lists:keyfind(move, 1, [A || A <- Asked, is_tuple(A)]), lists:member(repeat, Asked)} of
        {{move, Next}, _} -> {next_state, Next, Data, Actions};
        {false, true} -> {repeat_state_and_data, Actions};
        {false, false} -> {keep_state_and_data, Actions}
    end.

action(postpone, _) -> [postpone];
action({insert, Message}, _) -> [{next_event, internal, Message}];
action({state_timeout, Time, Message}, _) -> [{state_timeout, Time, Message}];
action({timer, Name, Time, Message}, _) -> [{{timeout, Name}, Time, Message}];
action({event_timeout, Time}, _) -> [{timeout, Time, over}];
action(reply, {call, From}) -> [{reply, From, ok}];
action(_, _) -> [].

log(Driver, Format, Arguments) ->
    Driver ! {log, io_lib:format(Format, Arguments)}.
