using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Supervision.Hosting.Tests.Children;

/// <summary>Consumers of channels as children.</summary>
public sealed class ConsumerTests
{
    [Fact]
    public async Task ItemThatCannotBeHandled_IsLostAndTheNextIncarnationGoesOn()
    {
        var channel = Channel.CreateUnbounded<int>();
        await using TestHost host = await StartAsync(channel);

        foreach (int item in new[] { 1, -1, 2 })
        {
            channel.Writer.TryWrite(item);
        }

        await host.Events.HeardAsync("item 2");
        Assert.Equal(["item 1", "item 2"], host.Events.All.Where(static text => text.StartsWith("item", StringComparison.Ordinal)));
        await host.StartedAsync("root/consumer", 2);
    }

    [Fact]
    public async Task CompletedChannel_EndsTheConsumerNormally()
    {
        var channel = Channel.CreateUnbounded<int>();
        channel.Writer.TryWrite(7);
        await using TestHost host = await StartAsync(channel);

        channel.Writer.Complete();

        await host.StopsAsync();
        Assert.Contains("item 7", host.Events.All);
        Assert.Null(host.Supervision.LastCrash);
    }

    [Fact]
    public async Task HostStops_WhatIsInTheChannelStaysThere()
    {
        var channel = Channel.CreateUnbounded<int>();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestHost host = await StartAsync(channel, async (events, stopping) =>
        {
            await release.Task;
            events.Say(stopping.IsCancellationRequested ? "told to stop" : "not told");
        });
        channel.Writer.TryWrite(1);
        channel.Writer.TryWrite(2);
        await host.Events.HeardAsync("item 1");

        Task stop = host.StopAsync(TestContext.Current.CancellationToken);
        await host.Time.TimerIsSetAsync(TimeSpan.FromSeconds(5));
        release.SetResult();
        await stop;

        Assert.DoesNotContain("item 2", host.Events.All);
        Assert.Equal(1, channel.Reader.Count);
    }

    private static Task<TestHost> StartAsync(Channel<int> channel, Func<Events, CancellationToken, Task>? wait = null) => TestHost.StartAsync(
        tree =>
        {
            tree.OnRootExit = RootExit.StopHostOrderly;
            tree.OneForOne("root", root => root.AutoShutdown(AutoShutdown.AnySignificant).Consumer(
                "consumer",
                static services => services.GetRequiredService<Channel<int>>().Reader,
                async (services, item, stopping) =>
                {
                    ArgumentOutOfRangeException.ThrowIfNegative(item);
                    Events events = services.GetRequiredService<Events>();
                    events.Say($"item {item}");
                    await (wait?.Invoke(events, stopping) ?? Task.CompletedTask);
                },
                child => child with { Restart = Restart.Transient, Significant = true }));
        },
        services => services.AddSingleton(channel));
}
