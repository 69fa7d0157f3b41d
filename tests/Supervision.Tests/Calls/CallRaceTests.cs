using System.Globalization;
using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>A call ends once, whatever else happens at the same time, and leaves nothing behind.</summary>
public sealed class CallRaceTests
{
    private const int Seeds = 200;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    [Trait("Bug", "25")]
    public void Reply_IsOnItsWayWhenTheTimeoutStrikes_Counts()
    {
        string? reply = null;
        using Simulation simulation = new(seed: 1);
        (ServerRef<Request> server, List<ReplyTo<string>> callers) = StartTaker(simulation);
        simulation.Runtime.Spawn(async _ => reply = await server.CallAsync(new Request.Ask("?"), Second));
        simulation.RunUntilIdle();

        Assert.True(callers[0].Reply("in time"));
        simulation.Time.FireNext();
        simulation.RunUntilIdle();

        Assert.Equal("in time", reply);
    }

    [Fact]
    [Trait("Bug", "25")]
    public void Calls_WithUniqueTokens_NeverGetAnothersReply()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            int replies = 0;
            int timeouts = 0;
            using Simulation simulation = new(seed);
            (ServerRef<Request> server, List<ReplyTo<string>> callers) = StartTaker(simulation, answerEarlierOnes: true);
            for (int caller = 0; caller < 5; caller++)
            {
                int own = caller;
                simulation.Runtime.Spawn(async context =>
                {
                    for (int i = 0; i < 40; i++)
                    {
                        string token = string.Create(CultureInfo.InvariantCulture, $"{own}/{i}");
                        CallResult<string> result = await server.TryCallAsync(new Request.Ask(token), TimeSpan.FromMilliseconds(1 + (i % 3)));
                        Assert.True(!result.IsReply || result.Reply == token);
                        _ = result.IsReply ? replies++ : timeouts++;
                    }

                    Assert.Null(await context.TryReceiveAsync<object>(TimeSpan.Zero));
                });
            }

            simulation.RunUntilQuiet();

            Assert.Empty(simulation.Reports);
            Assert.Equal(200, replies + timeouts);
            Assert.NotEqual(0, replies);
            Assert.NotEqual(0, timeouts);
        }
    }

    [Theory]
    [Trait("Bug", "26")]
    [InlineData(false)]
    [InlineData(true)]
    public void Calls_AnsweredTimedOutAndToTheDead_LeaveNoTimer(bool fromOutside)
    {
        int[] outcomes = new int[3];
        using Simulation simulation = new();
        (ServerRef<Request> silent, _) = StartTaker(simulation);
        ServerRef<Request> prompt = Started(simulation, static () => new ScriptedServer());
        ServerRef<Request> dead = Started(simulation, static () => new ScriptedServer());
        dead.Pid.Exit(ExitReason.Kill);
        simulation.RunUntilIdle();
        ServerRef<Request>[] servers = [prompt, silent, dead];

        if (fromOutside)
        {
            _ = CallAllAsync();
        }
        else
        {
            simulation.Runtime.Spawn(_ => CallAllAsync());
        }

        simulation.RunUntilIdle();
        Assert.Equal(333, simulation.Runtime.TimerCount);
        simulation.Advance(Second);

        Assert.Equal([333, 333, 333], outcomes);
        Assert.Equal(0, simulation.Runtime.TimerCount);

        Task CallAllAsync() => Task.WhenAll(Enumerable.Range(0, 999).Select(async i =>
        {
            CallResult<string> result = await servers[i % 3].TryCallAsync(new Request.Ask("?"), Second);
            outcomes[i % 3] += result.Failure?.Cause == Expected(i % 3) ? 1 : 0;
        }));

        static CallFailureCause? Expected(int server) => server switch
        {
            0 => null,
            1 => CallFailureCause.Timeout,
            _ => CallFailureCause.NoProcess,
        };
    }

    [Fact]
    public void CastAndThenCall_ServerHandlesTheCastFirst()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            List<Request> seen = [];
            using Simulation simulation = new(seed);
            simulation.Run(async context =>
            {
                ServerRef<Request> server = await context.StartServerAsync(() => new ScriptedServer
                {
                    OnMessage = (server, message) =>
                    {
                        seen.Add(message);
                        if (message is Request.Ask)
                        {
                            server.Answer(message, "reply");
                        }

                        return default;
                    },
                });
                server.Cast(new Request.Tell("1"));
                await server.CallAsync(new Request.Ask("2"));
            });

            Assert.Equal([new Request.Tell("1"), new Request.Ask("2")], seen);
        }
    }

    private static ServerRef<Request> Started(Simulation simulation, Func<GenServer<Request>> create)
    {
        ServerRef<Request> server = default;
        simulation.Run(async context => server = await context.Runtime.StartServerAsync(create));
        return server;
    }

    /// <summary>A server that takes every caller and leaves it to the test to answer; or answers each when the next but two comes.</summary>
    private static (ServerRef<Request> Server, List<ReplyTo<string>> Callers) StartTaker(Simulation simulation, bool answerEarlierOnes = false)
    {
        List<ReplyTo<string>> callers = [];
        Queue<(ReplyTo<string> Caller, string Token)> open = new();
        return (Started(simulation, () => new ScriptedServer
        {
            OnMessage = (server, message) =>
            {
                callers.Add(server.Take(message));
                open.Enqueue((callers[^1], ((Request.Ask)message).Text));
                if (answerEarlierOnes && open.Count > 3)
                {
                    (ReplyTo<string> caller, string token) = open.Dequeue();
                    caller.Reply(token);
                }

                return default;
            },
        }), callers);
    }
}
