using System.Threading.Channels;
using Supervision.Testing;

namespace Supervision.Tests.Bridges;

/// <summary>A process, a group and a stream of events, read as channels.</summary>
public sealed class ChannelOutletTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Process_ThatEndsNormally_CompletesTheChannelAfterItsLastMessage() => Simulation.Test(static async test =>
    {
        ChannelOutlet<string>? outlet = null;
        Pid source = test.Spawn(async process =>
        {
            await process.ReceiveAsync<string>();
            for (int i = 0; i < 5; i++)
            {
                outlet!.Pid.Send($"{i}");
            }
        });
        outlet = new ChannelOutlet<string>(capacity: 2, source: source);
        await test.StartSupervisedAsync(outlet.Child("outlet"));
        source.Send("go");
        await test.DelayAsync(Second);

        Assert.Equal(["0", "1", "2", "3", "4"], await ReadAllAsync(test, outlet.Reader));
        await outlet.Reader.Completion;
        Assert.False(outlet.Pid.IsAlive);
    });

    [Fact]
    public void Process_ThatCrashes_CompletesTheChannelWithItsReason() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        FormatException error = new("bad");
        Pid source = test.Spawn(async process =>
        {
            await process.ReceiveAsync<string>();
            throw error;
        });
        ChannelOutlet<string> outlet = new(capacity: 2, source: source);
        await test.StartSupervisedAsync(outlet.Child("outlet"));
        outlet.Pid.Send("before");
        source.Send("go");
        await source.WaitForExitAsync();
        await test.IdleAsync();

        Assert.Equal("before", await outlet.Reader.ReadAsync(CancellationToken.None));
        SourceEndedException ended = await Assert.ThrowsAsync<SourceEndedException>(() => outlet.Reader.Completion);
        Assert.Equal((source, new ExitReason.Crashed(error)), (ended.Pid, ended.Reason));
        Assert.Same(error, ended.InnerException);
        ChannelClosedException closed = await Assert.ThrowsAsync<ChannelClosedException>(async () => await outlet.Reader.ReadAsync(CancellationToken.None));
        Assert.Same(ended, closed.InnerException);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OutletItself_ThatIsEnded_CompletesTheChannel(bool isKilled) => Simulation.Test(async test =>
    {
        ChannelOutlet<string> outlet = new(capacity: 1);
        await test.StartSupervisedAsync(outlet.Child("outlet"));
        foreach (string message in (string[])["read", "in hand", "in the mailbox"])
        {
            outlet.Pid.Send(message);
        }

        await test.IdleAsync();
        outlet.Pid.Exit(isKilled ? ExitReason.Kill : ExitReason.Shutdown);
        await outlet.Pid.WaitForExitAsync();
        Assert.Equal("read", await outlet.Reader.ReadAsync(CancellationToken.None));
        Assert.Equal(["in hand", "in the mailbox"], test.Simulation.DeadLetters.Select(static letter => letter.Message));
        if (isKilled)
        {
            Assert.Equal(ExitReason.Killed, (await Assert.ThrowsAsync<SourceEndedException>(() => outlet.Reader.Completion)).Reason);
        }
        else
        {
            await outlet.Reader.Completion;
        }
    });

    [Fact]
    public void Group_IsReadAsAChannel() => Simulation.Test(static async test =>
    {
        ProcessGroups<string> groups = new(test.Runtime);
        ChannelOutlet<string> news = new(capacity: 10, process => groups.Join(process, "news"));
        await test.StartSupervisedAsync(news.Child("news"));
        await test.IdleAsync();
        groups.Publish("news", "rain");
        groups.Publish("news", "sun");
        await test.IdleAsync();
        await test.StopSupervisedAsync("news");

        Assert.Equal(["rain", "sun"], await ReadAllAsync(test, news.Reader));
        Assert.Empty(groups.Members("news"));
    });

    [Fact]
    public void EventStream_IsReadAsAChannel() => Simulation.Test(static async test =>
    {
        CircuitBreaker breaker = new(test.Runtime, "sql");
        UniqueRegistry<string, int> registry = new(test.Runtime);
        ChannelOutlet<object> events = new(capacity: 10, process =>
        {
            breaker.Listen(process);
            registry.Listen(process);
        });
        await test.StartSupervisedAsync(events.Child("events"));
        await test.IdleAsync();
        breaker.Isolate();
        await test.IdleAsync();
        registry.TryRegister(test, "key", 1, out _);

        Assert.Equal(CircuitState.Isolated, Assert.IsType<Report.CircuitChanged>(await events.Reader.ReadAsync(CancellationToken.None)).To);
        Assert.IsType<RegistryEvent<string, int>.Registered>(await events.Reader.ReadAsync(CancellationToken.None));
    });

    [Fact]
    public void Outlet_UsedAgain_IsRefused() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        ChannelOutlet<string> outlet = new(capacity: 1);
        await test.StartSupervisedAsync(outlet.Child("first"));
        await test.IdleAsync();
        Pid second = test.Spawn(outlet.RunAsync);

        Assert.IsType<InvalidOperationException>(Assert.IsType<ExitReason.Crashed>(await second.WaitForExitAsync()).Error);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ChannelOutlet<string>(capacity: 0));
    });

    private static async Task<List<string>> ReadAllAsync(TestProcess test, ChannelReader<string> reader)
    {
        List<string> all = [];
        while (await test.HasMoreAsync(reader))
        {
            while (reader.TryRead(out string? message))
            {
                all.Add(message);
            }
        }

        return all;
    }
}
