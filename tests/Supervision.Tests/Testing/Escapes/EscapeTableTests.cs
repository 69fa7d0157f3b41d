using System.Threading.Channels;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Escapes;

/// <summary>Every kind of await and wait inside a process: those that come back to it, and those that leave it and are found.</summary>
public sealed class EscapeTableTests
{
    public static TheoryData<string> OwnedKinds => [.. Owned.Keys];

    public static TheoryData<string> LeavingKinds => [.. Leaving.Keys];

    /// <summary>Goes on in the process's turn: what follows may use the context.</summary>
    private static readonly Dictionary<string, Func<ProcessContext, Task>> Owned = new(StringComparer.Ordinal)
    {
        ["a library await"] = static async context => await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(1)),
        ["a library await with ConfigureAwait(false)"] = static async context => await context.TryReceiveAsync<string>(TimeSpan.FromSeconds(1)).ConfigureAwait(false),
        ["Task.Yield"] = static async _ => await Task.Yield(),
        ["Task.Delay with a provider"] = static context => Task.Delay(TimeSpan.FromSeconds(1), context.Time),
        ["PeriodicTimer with a provider"] = static async context =>
        {
#pragma warning disable RS0030 // The timer is on the test's own clock.
            using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), context.Time);
            await timer.WaitForNextTickAsync();
            await timer.WaitForNextTickAsync();
#pragma warning restore RS0030
        },
        ["CancellationTokenSource with a provider"] = static async context =>
        {
            using CancellationTokenSource source = new(TimeSpan.FromSeconds(1), context.Time);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromDays(1), context.Time, source.Token));
        },
        ["WaitAsync with a provider"] = static context => Assert.ThrowsAsync<TimeoutException>(
            () => new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(1), context.Time)),
        ["a channel"] = static async context =>
        {
            Channel<int> channel = Channel.CreateUnbounded<int>();
            context.Spawn(_ => channel.Writer.WriteAsync(1).AsTask());
            await channel.Reader.ReadAsync();
        },
        ["a semaphore"] = static async context =>
        {
            using SemaphoreSlim semaphore = new(0);
            context.Spawn(_ => Task.FromResult(semaphore.Release()));
            await semaphore.WaitAsync();
        },
        ["a source completed asynchronously"] = static context => CompletedByAnother(context, TaskCreationOptions.RunContinuationsAsynchronously, leaves: false),
        ["a plain source completed in another's turn"] = static context => CompletedByAnother(context, TaskCreationOptions.None, leaves: false),
        ["a task that the scheduler completes, with ConfigureAwait(false)"] = static async context =>
        {
            int thread = Environment.CurrentManagedThreadId;
            await AfterAsync();
            Assert.Equal(thread, Environment.CurrentManagedThreadId);

            async Task AfterAsync() => await Task.Delay(TimeSpan.FromSeconds(1), context.Time).ConfigureAwait(false);
        },
        ["the door for real work"] = static async context => Assert.Equal(7, await context.ExternalAsync("sum", () => Task.Run(static () => 3 + 4))),
    };

    /// <summary>Leaves the process; found with SUPT001.</summary>
    private static readonly Dictionary<string, Func<ProcessContext, Task>> Leaving = new(StringComparer.Ordinal)
    {
        ["Channel"] = static async context =>
        {
            Channel<int> channel = Channel.CreateUnbounded<int>();
            context.Spawn(_ => channel.Writer.WriteAsync(1).AsTask());
            await channel.Reader.ReadAsync().ConfigureAwait(false);
        },
        ["SemaphoreSlim.Release"] = static async context =>
        {
            using SemaphoreSlim semaphore = new(0);
            context.Spawn(_ => Task.FromResult(semaphore.Release()));
            await semaphore.WaitAsync().ConfigureAwait(false);
        },
        ["TaskCompletionSource"] = static context => CompletedByAnother(context, TaskCreationOptions.RunContinuationsAsynchronously, leaves: true),
        ["TaskCompletionSource.SetResult"] = static context => CompletedByAnother(context, TaskCreationOptions.None, leaves: true),
        ["Task.Run"] = static _ => Task.Run(static () => { }),
        ["Parallel.For"] = static _ =>
        {
            Parallel.For(0, 100, static _ => { });
            return Task.CompletedTask;
        },
        ["ThreadPool.QueueUserWorkItem"] = static context =>
        {
            ThreadPool.QueueUserWorkItem(static _ => { });
            return context.DelayAsync(TimeSpan.FromSeconds(1));
        },
        ["File."] = static _ => File.ReadAllTextAsync(typeof(EscapeTableTests).Assembly.Location),
#pragma warning disable RS0030 // The mistake is what the test is about.
        ["Task.Delay"] = static _ => Task.Delay(1),
        ["new Timer"] = static async _ =>
        {
            TaskCompletionSource fired = new();
            using Timer timer = new(_ => fired.TrySetResult(), null, 1, Timeout.Infinite);
            await fired.Task;
        },
#pragma warning restore RS0030
        ["comes back from another thread"] = static async _ =>
        {
            TaskCompletionSource ended = new();
            new Thread(ended.SetResult).Start();
            await ended.Task;
            await new TaskCompletionSource().Task;
        },
    };

    [Theory]
    [MemberData(nameof(OwnedKinds))]
    public void Await_ThatComesBack_GoesOnInTheTurn(string kind)
    {
        bool wentOn = false;
        Simulation.Test(async test =>
        {
            await test.Spawn(async context =>
            {
                await Owned[kind](context);
                context.Unlink(test.Self); // throws outside of the turn
                wentOn = true;
            }).WaitForExitAsync();
        });

        Assert.True(wentOn);
    }

    [Theory]
    [MemberData(nameof(LeavingKinds))]
    public void Await_ThatLeaves_FailsTheRunAndNamesWhat(string kind)
    {
        SimulationException error = Assert.Throws<SimulationException>(() => Simulation.Test(
            test => test.Spawn(context => Leaving[kind](context), new ProcessOptions { Name = "leaver" }).WaitForExitAsync(),
            new SimulationOptions { ExternalLimit = TimeSpan.FromSeconds(5) }));

        TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
        if (kind == "comes back from another thread")
        {
            // Nothing tells of a thread's beginning: it is found when it comes back, unless the run has come to its end before.
            Assert.True(error.Id is "SUPT001" or "SUPT006", error.Message);
            return;
        }

        Assert.Equal("SUPT001", error.Id);
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.Contains("EscapeTableTests.cs:", error.Message, StringComparison.Ordinal);
    }

    private static async Task CompletedByAnother(ProcessContext context, TaskCreationOptions options, bool leaves)
    {
        TaskCompletionSource source = new(options);
        context.Spawn(_ =>
        {
            source.SetResult();
            return Task.CompletedTask;
        });
        await source.Task.ConfigureAwait(!leaves);
    }
}
