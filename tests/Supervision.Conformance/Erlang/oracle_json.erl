%% A small JSON reader, since OTP 25 has none: objects are maps with binary keys. It reads what the differential command writes: ASCII,
%% integers only.
-module(oracle_json).
-export([read/1]).

read(Bin) ->
    {V, Rest} = jv(ws(Bin)),
    <<>> = ws(Rest),
    V.

ws(<<C, R/binary>>) when C =:= $\s; C =:= $\n; C =:= $\r; C =:= $\t -> ws(R);
ws(B) -> B.

jv(<<"{", R/binary>>) ->
    case ws(R) of
        <<"}", R1/binary>> -> {#{}, R1};
        R1 -> jobj(R1, #{})
    end;
jv(<<"[", R/binary>>) ->
    case ws(R) of
        <<"]", R1/binary>> -> {[], R1};
        R1 -> jarr(R1, [])
    end;
jv(<<"\"", R/binary>>) -> jstr(R, <<>>);
jv(<<"true", R/binary>>) -> {true, R};
jv(<<"false", R/binary>>) -> {false, R};
jv(<<"null", R/binary>>) -> {null, R};
jv(<<C, _/binary>> = B) when C =:= $-; C >= $0, C =< $9 ->
    {match, [{0, L}]} = re:run(B, "^-?[0-9]+", []),
    <<D:L/binary, R/binary>> = B,
    {binary_to_integer(D), R}.

jobj(B, Acc) ->
    <<"\"", R0/binary>> = ws(B),
    {K, R1} = jstr(R0, <<>>),
    <<":", R2/binary>> = ws(R1),
    {V, R3} = jv(ws(R2)),
    case ws(R3) of
        <<",", R4/binary>> -> jobj(R4, Acc#{K => V});
        <<"}", R4/binary>> -> {Acc#{K => V}, R4}
    end.

jarr(B, Acc) ->
    {V, R} = jv(ws(B)),
    case ws(R) of
        <<",", R1/binary>> -> jarr(R1, [V | Acc]);
        <<"]", R1/binary>> -> {lists:reverse([V | Acc]), R1}
    end.

jstr(<<"\"", R/binary>>, Acc) -> {Acc, R};
jstr(<<"\\", C, R/binary>>, Acc) ->
    D = case C of $n -> $\n; $t -> $\t; $r -> $\r; _ -> C end,
    jstr(R, <<Acc/binary, D>>);
jstr(<<C, R/binary>>, Acc) -> jstr(R, <<Acc/binary, C>>).
