using System.Threading.Channels;
using Supervision.Testing;

namespace Supervision.Tests.Bridges;

/// <summary>Whatever the order of everything, and whichever side is killed: nothing is lost.</summary>
public sealed class ChannelRaceTests
{
    private const int Items = 8;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly ExplorationOptions Many = new() { Schedules = 2000, Crashes = CrashPolicy.Allow };

    [Fact]
    public void Item_ThatWasWritten_IsHandled_WhoeverIsKilled() => Simulation.Explore(FeedAsync, Many);

    [Fact]
    public void Message_ThatWasAccepted_IsReadOrTold_WhoeverIsKilled() => Simulation.Explore(ReadAsync, Many);

    private static async Task FeedAsync(TestProcess test)
    {
        List<int> taken = [];
        List<int> written = [];
        Channel<Sink.Number> channel = Channel.CreateBounded<Sink.Number>(2);
        ServerRef<Sink.Number> sink = ServerRef<Sink.Number>.ForName(test.Runtime, "sink");
        SupervisorSpec tree = Supervisor.RestForOne("tree", tree => tree
            .Intensity(100, TimeSpan.FromSeconds(1))
            .Server("sink", () => new Sink(taken), new() { Name = "sink" })
            .Child(ChannelFeed.Child("feed", channel.Reader, sink, new() { Name = "feed" })));
        await test.StartSupervisedAsync(tree);
        Pid writer = test.Spawn(async process =>
        {
            for (int i = 0; i < Items; i++)
            {
                await process.PutAsync(channel.Writer, new Sink.Number(i));
                written.Add(i);
            }
        });
        int kills = test.Choose(5);
        for (int kill = 0; kill < kills; kill++)
        {
            (test.Choose(5) switch { 0 => writer, 1 or 2 => sink.Pid, _ => test.Runtime.Find("feed") }).Exit(ExitReason.Kill);
            await test.DelayAsync(Moment * test.Choose(3));
        }

        await writer.WaitForExitAsync();
        await test.DelayAsync(Moment * 200);
        Assert.Equal(written, taken.Distinct().Where(written.Contains));
        Assert.InRange(taken.Count, taken.Distinct().Count(), written.Count + 1 + kills);
    }

    private static async Task ReadAsync(TestProcess test)
    {
        HashSet<string> accepted = [];
        List<string> read = [];
        ChannelOutlet<string> outlet = new(capacity: 2);
        await test.StartSupervisedAsync(outlet.Child("outlet"));
        Pid writer = test.Spawn(async process =>
        {
            for (int i = 0; i < Items; i++)
            {
                if (outlet.Pid.Send($"{i}") == SendResult.Accepted)
                {
                    accepted.Add($"{i}");
                }

                await process.DelayAsync(Moment * (i % 2));
            }
        });
        Pid reader = test.Spawn(async process =>
        {
            while (await process.HasMoreAsync(outlet.Reader))
            {
                while (outlet.Reader.TryRead(out string? message))
                {
                    read.Add(message);
                    await process.DelayAsync(Moment);
                }
            }
        });
        int kills = test.Choose(3);
        for (int kill = 0; kill < kills; kill++)
        {
            (test.Choose(4) switch { 0 => writer, 1 => reader, _ => outlet.Pid }).Exit(ExitReason.Kill);
            await test.DelayAsync(Moment * test.Choose(4));
        }

        await writer.WaitForExitAsync();
        await test.DelayAsync(Moment * 100);
        outlet.Pid.Exit(ExitReason.Shutdown);
        await outlet.Pid.WaitForExitAsync();
        await reader.WaitForExitAsync();
        while (outlet.Reader.TryRead(out string? left))
        {
            read.Add(left);
        }

        string[] told = [.. test.Simulation.DeadLetters.Select(static letter => letter.Message).OfType<string>()];
        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.Empty(read.Intersect(told));
        Assert.Empty(accepted.Except(read).Except(told));
        Assert.True(outlet.Reader.Completion.IsCompleted);
    }
}
