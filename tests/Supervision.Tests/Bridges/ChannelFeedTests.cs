using System.Threading.Channels;
using Supervision.Testing;

namespace Supervision.Tests.Bridges;

/// <summary>A channel that feeds a process.</summary>
public sealed class ChannelFeedTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Writer_IsAsFastAsTheProcess() => Simulation.Test(static async test =>
    {
        Channel<int> channel = Channel.CreateBounded<int>(2);
        await test.StartSupervisedAsync(ChannelFeed.Child("feed", channel.Reader, static (process, _) => process.DelayAsync(Second)));
        TimeSpan start = test.Simulation.Time.Elapsed;
        List<TimeSpan> written = [];
        for (int i = 0; i < 6; i++)
        {
            await test.PutAsync(channel.Writer, i);
            await test.IdleAsync();
            written.Add(test.Simulation.Time.Elapsed - start);
        }

        Assert.Equal([default, default, default, Second, Second * 2, Second * 3], written);
    });

    [Fact]
    public void CompletedChannel_EndsTheProcessNormally_AndItIsNotStartedAgain() => Simulation.Test(static async test =>
    {
        List<int> handled = [];
        Channel<int> channel = Channel.CreateUnbounded<int>();
        Pid feed = await test.StartSupervisedAsync(ChannelFeed.Child("feed", channel.Reader, (_, item) =>
        {
            handled.Add(item);
            return Task.CompletedTask;
        }));
        channel.Writer.TryWrite(1);
        channel.Writer.TryWrite(2);
        channel.Writer.Complete();

        await test.ExpectDownAsync(feed, ExitReason.Normal);
        Assert.Equal([1, 2], handled);
        await test.IdleAsync();
        Assert.Equal(Pid.None, test.Runtime.Find("feed"));
    });

    [Fact]
    public void ChannelCompletedWithAnError_EndsTheProcessWithIt() => Simulation.Test(static async test =>
    {
        test.AllowCrashes();
        Channel<int> channel = Channel.CreateUnbounded<int>();
        IOException error = new("gone");
        Pid feed = await test.StartSupervisedAsync(
            ChannelFeed.Child("feed", channel.Reader, static (_, _) => Task.CompletedTask) with { Restart = Restart.Temporary });
        channel.Writer.Complete(error);

        Assert.Equal(new ExitReason.Crashed(error), await feed.WaitForExitAsync());
    });

    [Fact]
    public void ItemWhoseHandlingCrashes_IsHandedToTheNextLifeFirst() => Simulation.Test(static async test =>
    {
        int crashes = 2;
        List<int> handled = [];
        Channel<int> channel = Channel.CreateUnbounded<int>();
        await test.StartSupervisedAsync(ChannelFeed.Child("feed", channel.Reader, (_, item) =>
        {
            handled.Add(item == 2 && crashes-- > 0 ? throw new FormatException() : item);
            return Task.CompletedTask;
        }));
        test.AllowCrashes();
        for (int i = 1; i <= 3; i++)
        {
            channel.Writer.TryWrite(i);
        }

        await test.IdleAsync();
        Assert.Equal([1, 2, 3], handled);
    });

    [Fact]
    public void Server_GetsTheNextItemWhenTheLastIsHandled() => Simulation.Test(static async test =>
    {
        List<int> taken = [];
        Channel<Sink.Number> channel = Channel.CreateUnbounded<Sink.Number>();
        ServerRef<Sink.Number> sink = await test.StartSupervisedAsync(() => new Sink(taken), new() { Name = "sink", Mailbox = new(1, MailboxFullMode.Reject) });
        await test.StartSupervisedAsync(ChannelFeed.Child("feed", channel.Reader, sink));
        for (int i = 0; i < 5; i++)
        {
            channel.Writer.TryWrite(new Sink.Number(i));
        }

        await test.DelayAsync(Second);
        Assert.Equal([0, 1, 2, 3, 4], taken);
        Assert.Empty(test.Simulation.DeadLetters);
    });
}
