using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Supervision.Hosting.Tests.Program;

/// <summary>The host's stop: order, each child's own time, and the host's limit.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task HostStops_ChildrenEndInReverseStartOrder()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root
            .HostedService<Workers.First>("first")
            .OneForOne("inner", inner => inner.HostedService<Workers.Second>("second"))
            .HostedService<Workers.Third>("third")));
        await Task.WhenAll(host.Events.HeardAsync("first runs"), host.Events.HeardAsync("second runs"), host.Events.HeardAsync("third runs"));

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["third ends", "second ends", "first ends"], host.Events.All.Where(static text => text.EndsWith("ends", StringComparison.Ordinal)));
        Assert.Equal([503, 504], host.Log.Lines.Where(static line => line.Id is >= 503 and <= 505).Select(static line => line.Id));
    }

    [Fact]
    public async Task ChildThatDoesNotStop_TakesItsOwnTimeAndNoMore()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestHost host = await TestHost.StartAsync(
            tree =>
            {
                tree.Runtime = options => options with { AbandonAfter = TimeSpan.FromSeconds(2) };
                tree.OneForOne("root", root => root
                    .HostedService<Workers.First>("first")
                    .HostedService<Workers.Stubborn>("stubborn", child => child with { Shutdown = Shutdown.After(TimeSpan.FromSeconds(20)) }));
            },
            services => services.AddSingleton(release));
        await Task.WhenAll(host.Events.HeardAsync("first runs"), host.Events.HeardAsync("stubborn runs"));

        Task stop = host.StopAsync(TestContext.Current.CancellationToken);
        await host.Time.TimerIsSetAsync(TimeSpan.FromSeconds(20));
        host.Time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.DoesNotContain("first ends", host.Events.All);
        host.Time.Advance(TimeSpan.FromSeconds(0.1));
        await host.Time.TimerIsSetAsync(TimeSpan.FromSeconds(2));
        Assert.DoesNotContain("straggler Stubborn", host.Events.All);
        host.Time.Advance(TimeSpan.FromSeconds(2));
        await stop;

        Assert.Equal(["straggler Stubborn", "first ends"], host.Events.All.Where(static text => text is "straggler Stubborn" or "first ends"));
        release.SetResult();
        await host.Events.HeardAsync("stubborn disposed");
    }

    [Fact]
    public async Task HostIsOutOfTime_WhatIsLeftIsKilled()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var outOfTime = new CancellationTokenSource();
        await using TestHost host = await TestHost.StartAsync(
            tree =>
            {
                tree.Runtime = options => options with { AbandonAfter = TimeSpan.Zero };
                tree.OneForOne("root", root => root
                    .HostedService<Workers.First>("first")
                    .HostedService<Workers.Stubborn>("stubborn", child => child with { Shutdown = Shutdown.Infinite }));
            },
            services => services.AddSingleton(release));
        await Task.WhenAll(host.Events.HeardAsync("first runs"), host.Events.HeardAsync("stubborn runs"));

        Task stop = host.StopAsync(outOfTime.Token);
        await outOfTime.CancelAsync();
        await stop;
        await host.Events.HeardAsync("first ends");

        Assert.Equal(0, host.Supervision.Runtime.ProcessCount);
        Assert.Contains(host.Log.Lines, static line => line.Id == 505);
        release.SetResult();
        await host.Events.HeardAsync("stubborn disposed");
    }

    [Fact]
    public async Task ProgramIsToldToStop_WhileTheTreeStarts_EndsInOrderWithCodeZero()
    {
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TestHost host = TestHost.Build(tree =>
        {
            // The start never ends, and is code of the root that would be waited for.
            tree.Runtime = static options => options with { AbandonAfter = TimeSpan.Zero };
            tree.OneForOne("root", root => root
                .HostedService<Workers.First>("first")
                .Child(new ChildSpec("hangs", _ =>
                {
                    begun.SetResult();
                    return new(new TaskCompletionSource<StartResult>(TaskCreationOptions.RunContinuationsAsynchronously).Task);
                })));
        });
        await using var output = new StringWriter();
        Task<int> run = host.Host.RunSupervisedAsync([], output, TestContext.Current.CancellationToken);
        await host.Events.HeardAsync("first runs");

        // Only then is there a start that has not ended.
        await begun.Task;
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await host.Time.TimerIsSetAsync(TimeSpan.FromMilliseconds(100)); // what is given to a start that has not ended
        host.Time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal(0, await run);
        Assert.Contains("first ends", host.Events.All);
    }

    [Fact]
    public async Task ReadinessIsLost_AsSoonAsTheTreeStops()
    {
        await using TestHost host = await TestHost.StartAsync(tree => tree.OneForOne("root", root => root.HostedService<Workers.First>("first")));

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal("The supervision tree stops or has stopped.", (await host.CheckAsync("supervision-ready")).Description);
    }
}
