%% The supervisors of the workloads.
-module(tree).
-behaviour(supervisor).
-export([init/1]).

init(dynamic) ->
    {ok, {#{strategy => simple_one_for_one, intensity => 10, period => 1},
          [#{id => c, start => {gen_server, start_link, [workloads, quiet, []]}, restart => permanent, shutdown => 5000}]}};
init({Strategy, K, Tester}) ->
    {ok, {#{strategy => Strategy, intensity => 1000000, period => 5},
          [#{id => X, start => {gen_server, start_link, [workloads, {started, Tester}, []]}, restart => permanent, shutdown => 5000}
           || X <- lists:seq(1, K)]}}.
