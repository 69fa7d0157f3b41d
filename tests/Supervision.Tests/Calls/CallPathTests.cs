using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>Servers that ask each other along a path of names.</summary>
[Trait("Bug", "27")]
public sealed class CallPathTests
{
    private const int Seeds = 200;

    [Fact]
    public void Circle_PolicyIsFail_TextNamesTheCircle()
    {
        string? text = null;
        using Simulation simulation = new(options: new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Fail });
        simulation.Run(async context =>
        {
            ServerRef<Request> back = await context.StartServerAsync(static () => new ScriptedServer { OnMessage = PassOnAsync });
            ServerRef<Request> named = await context.StartServerAsync(() => new ScriptedServer
            {
                OnMessage = async (server, message) =>
                {
                    text = (await back.TryCallAsync(new Request.Ask(""))).Failure?.Detail;
                    server.Answer(message, "told");
                },
            }, new ServerOptions { Name = "n" });

            Assert.Equal("told", await back.CallAsync(new Request.Ask("n")));
            Assert.Equal(
                $"Call Ask would close a circle of calls that wait for each other: {named.Pid} -> {back.Pid} -> {named.Pid}. Replace one of them by a cast.",
                text);
        });
    }

    [Theory]
    [InlineData("a b", "b a")]
    [InlineData("a b", "b c", "c a")]
    [InlineData("a b c", "c a")]
    public void Servers_CallEachOtherAtOnce_AtLeastOneIsToldInEveryOrder(params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            List<string> answers = [];
            using Simulation simulation = new(seed, new ProcessRuntimeOptions { CallCycles = CallCyclePolicy.Fail });
            simulation.Run(async context =>
            {
                await StartServersAsync(context);
                foreach (string path in paths)
                {
                    ServerRef<Request> start = ServerRef<Request>.ForName(context.Runtime, path[..1]);
                    context.Spawn(async _ => answers.Add(await start.CallAsync(new Request.Ask(path[2..]), Timeout.InfiniteTimeSpan)));
                }

                await context.DelayAsync(TimeSpan.FromSeconds(1));
            });

            // Whoever did not wait in a circle has simply been answered; nobody has waited for a timeout.
            Assert.Equal(paths.Length, answers.Count);
            Assert.DoesNotContain("Timeout", answers);
        }
    }

    [Fact]
    public void Calls_AlongAChainThatDoesNotClose_AreNotReported()
    {
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            using Simulation simulation = new(seed);
            simulation.Run(async context =>
            {
                ServerRef<Request> a = await StartServersAsync(context);
                ServerRef<Request> b = ServerRef<Request>.ForName(context.Runtime, "b");
                context.Spawn(async _ => await a.CallAsync(new Request.Ask("c d")));
                Assert.Equal("end", await b.CallAsync(new Request.Ask("c d e")));
            });

            Assert.Empty(simulation.Reports);
        }
    }

    /// <summary>Five servers, a to e. Asked for a path of names, each asks the first of them for the rest and passes the answer on.</summary>
    private static async Task<ServerRef<Request>> StartServersAsync(ProcessContext context)
    {
        foreach (string name in (string[])["a", "b", "c", "d", "e"])
        {
            await context.StartServerAsync(static () => new ScriptedServer { OnMessage = PassOnAsync }, new ServerOptions { Name = name });
        }

        return ServerRef<Request>.ForName(context.Runtime, "a");
    }

    private static async ValueTask PassOnAsync(ScriptedServer server, Request message)
    {
        string path = ((Request.Ask)message).Text;
        if (path.Length == 0)
        {
            server.Answer(message, "end");
            return;
        }

        ServerRef<Request> next = ServerRef<Request>.ForName(server.Context.Runtime, path[..1]);
        CallResult<string> result = await next.TryCallAsync(new Request.Ask(path.Length > 2 ? path[2..] : ""));
        server.Answer(message, result.IsReply ? result.Reply : result.Failure.Cause.ToString());
    }
}
