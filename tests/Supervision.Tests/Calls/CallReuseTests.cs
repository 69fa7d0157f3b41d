using System.Globalization;
using Supervision.Testing;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Calls;

/// <summary>The object of a call is used again, and nobody can tell.</summary>
public sealed class CallReuseTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Reply_StagedWhileTheCallerGivesUp_AnswersNoLaterCall()
    {
        int replies = 0;
        int timeouts = 0;
        for (ulong seed = 0; seed < 50; seed++)
        {
            using Simulation simulation = new(seed);
            ServerRef<Request> server = StartSlow(simulation);
            for (int caller = 0; caller < 3; caller++)
            {
                int own = caller;
                simulation.Runtime.Spawn(async context =>
                {
                    for (int i = 0; i < 20; i++)
                    {
                        string token = string.Create(CultureInfo.InvariantCulture, $"{own}/{i}");
                        CallResult<string> result = await server.TryCallAsync(new Request.Ask(token), TimeSpan.FromMilliseconds(1 + (i % 7)));
                        Assert.True(!result.IsReply || result.Reply == token);
                        _ = result.IsReply ? replies++ : timeouts++;
                    }
                });
            }

            simulation.RunUntilQuiet();
            Assert.Empty(simulation.Reports);
        }

        Assert.Equal(50 * 60, replies + timeouts);
        Assert.InRange(replies, 100, 2900);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Result_TakenTwice_IsRefused_AlsoWhenTheObjectIsInUseAgain(bool fromOutside)
    {
        List<string> seen = [];
        using Simulation simulation = new();
        ServerRef<Request> server = StartPrompt(simulation);

        Run(simulation, fromOutside, async () =>
        {
            ValueTask<string> first = server.CallAsync(new Request.Ask("1"), Second);
            seen.Add(await first);
            ValueTask<string> second = server.CallAsync(new Request.Ask("2"), Second);
            seen.Add((await Assert.ThrowsAsync<InvalidOperationException>(async () => await first)).Message);
            seen.Add(await second);
        });

        Assert.Equal(["1", "The result of a call was awaited twice. Await it once, or call AsTask() first.", "2"], seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Result_TakenBeforeTheReply_IsRefused(bool fromOutside)
    {
        string? refusal = null;
        using Simulation simulation = new();
        ServerRef<Request> server = StartPrompt(simulation);

        Run(simulation, fromOutside, () =>
        {
            ValueTask<string> call = server.CallAsync(new Request.Ask("?"), Second);
            refusal = Assert.Throws<InvalidOperationException>(() => call.GetAwaiter().GetResult()).Message;
            return Task.CompletedTask;
        });

        Assert.Equal("The result of a call was taken before the call was complete. Await it; code that cannot await may wait for AsTask().", refusal);
    }

    [Fact]
    public void Calls_ManyAtOnce_EachGetTheirOwnReply()
    {
        using Simulation simulation = new();
        ServerRef<Request> server = StartPrompt(simulation);
        string[] replies = [];

        simulation.Run(async _ =>
        {
            await server.CallAsync(new Request.Ask("to have an object to use again"));
            replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => server.CallAsync(new Request.Ask($"{i}")).AsTask()));
        });

        Assert.Equal(["0", "1", "2", "3", "4"], replies);
    }

    [Fact]
    public void CallsOfTwoTypes_OneAfterTheOther_GetTheirOwnReplies()
    {
        using Simulation simulation = new();
        ServerRef<Request> texts = StartPrompt(simulation);
        string seen = "";

        simulation.Run(async context =>
        {
            ServerRef<Measure> measures = await context.StartServerAsync(static () => new MeasureServer());
            for (int i = 0; i < 3; i++)
            {
                string reply = await texts.CallAsync(new Request.Ask("abc"[..i]));
                int length = await measures.CallAsync(new Measure(reply));
                seen += string.Create(CultureInfo.InvariantCulture, $"{reply}{length} ");
            }
        });

        Assert.Equal("0 a1 ab2 ", seen);
    }

    private static void Run(Simulation simulation, bool fromOutside, Func<Task> code)
    {
        Task? task = null;
        if (fromOutside)
        {
            task = code();
        }
        else
        {
            simulation.Runtime.Spawn(_ => task = code());
        }

        simulation.RunUntilQuiet();
        Assert.True(task is { IsCompletedSuccessfully: true }, task?.Exception?.ToString());
    }

    private static ServerRef<Request> StartPrompt(Simulation simulation) =>
        simulation.Complete(simulation.Runtime.StartServerAsync(static () => new ScriptedServer()));

    private static ServerRef<Request> StartSlow(Simulation simulation) =>
        simulation.Complete(simulation.Runtime.StartServerAsync(static () => new ScriptedServer
        {
            OnMessage = static async (server, message) =>
            {
                string text = ((Request.Ask)message).Text;
                await server.Context.DelayAsync(TimeSpan.FromMilliseconds(text.Length % 3));
                server.Answer(message, text);
            },
        }));

    /// <summary>A call whose message is a value.</summary>
    private readonly record struct Measure(string Text) : ICall<Measure, int>;

    private sealed class MeasureServer : GenServer<Measure>
    {
        protected override ValueTask HandleAsync(Measure message)
        {
            Reply(message, message.Text.Length);
            return default;
        }
    }
}
