using System.Collections.Concurrent;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Escapes;

/// <summary>Code that holds the simulation's only thread.</summary>
public sealed class BlockingTests : IDisposable
{
    private readonly ManualResetEventSlim _release = new(false);

    public static TheoryData<string> BlockingKinds => [.. Blocking.Keys];

#pragma warning disable VSTHRD002 // The mistake is what the tests are about.
    private static readonly Dictionary<string, Action> Blocking = new(StringComparer.Ordinal)
    {
        ["Task.Result"] = static () => _ = new TaskCompletionSource<int>().Task.Result,
        ["Task.Wait"] = static () => new TaskCompletionSource().Task.Wait(),
        ["GetAwaiter().GetResult()"] = static () => new TaskCompletionSource<int>().Task.GetAwaiter().GetResult(),
        ["Task.WaitAll"] = static () => Task.WaitAll(new TaskCompletionSource().Task),
        ["WaitHandle.WaitOne"] = static () => new ManualResetEvent(false).WaitOne(),
        ["ManualResetEventSlim.Wait"] = static () => new ManualResetEventSlim(false).Wait(),
        ["SemaphoreSlim.Wait"] = static () => new SemaphoreSlim(0).Wait(),
        ["BlockingCollection.Take"] = static () => new BlockingCollection<int>().Take(),
    };
#pragma warning restore VSTHRD002

    public void Dispose()
    {
        _release.Set();
        _release.Dispose();
    }

    [Theory]
    [MemberData(nameof(BlockingKinds))]
    public void Wait_InAProcess_FailsTheRunAndNamesWhat(string kind)
    {
        SimulationException error = Fails(Blocking[kind]);

        Assert.Equal("SUPT002", error.Id);
        Assert.Contains($"Process 'blocker' blocked the simulation's thread: {kind} at BlockingTests.cs:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wait_ForAThread_FailsTheRun()
    {
        Thread thread = new(_release.Wait) { IsBackground = true };
        thread.Start();

        SimulationException error = Fails(thread.Join);

        Assert.Equal("SUPT002", error.Id);
        Assert.Contains("Thread.Join at", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lock_ThatIsNotLeft_FailsTheRun(bool isNew)
    {
#pragma warning disable MA0158 // This kind of lock is what the test is about.
        object old = new();
#pragma warning restore MA0158
        Lock fresh = new();
        using ManualResetEventSlim held = new(false);
        new Thread(() =>
        {
            lock (old)
            {
                lock (fresh)
                {
                    held.Set();
                    _release.Wait();
                }
            }
        })
        {
            IsBackground = true,
        }.Start();
        held.Wait(TestContext.Current.CancellationToken);

        Action enter = () =>
        {
            if (isNew)
            {
                lock (fresh)
                {
                }
            }
            else
            {
                lock (old)
                {
                }
            }
        };
        SimulationException error = Fails(enter, TimeSpan.FromSeconds(1));

        Assert.Equal("SUPT002", error.Id);
        Assert.Contains("lock at BlockingTests.cs:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lock_ThatIsLeft_IsWaitedFor()
    {
        Lock contested = new();
        using ManualResetEventSlim held = new(false);
        using ManualResetEventSlim leave = new(false);
        Thread holder = new(() =>
        {
            lock (contested)
            {
                held.Set();
                leave.Wait();
            }
        });
        holder.Start();
        held.Wait(TestContext.Current.CancellationToken);
        bool entered = false;

        Simulation.Test(_ =>
        {
            leave.Set();
            lock (contested)
            {
                entered = true;
            }

            return Task.CompletedTask;
        });

        Assert.True(entered);
        holder.Join();
    }

#pragma warning disable RS0030 // The mistake is what the test is about.
    [Fact]
    public void Sleep_ThatLasts_FailsTheTestAndNamesTheProcess() => AssertStuck(static () => Thread.Sleep(Timeout.Infinite));
#pragma warning restore RS0030

    [Fact]
    public void Loop_WithoutEnd_FailsTheTestAndNamesTheProcess() => AssertStuck(() =>
    {
        while (!_release.IsSet)
        {
        }
    });

    [Fact]
    public void Sleep_WithWarnings_IsStillAFailure()
    {
        SimulationException error = Assert.Throws<SimulationException>(() => Simulation.Test(
            Blocked(() => _release.WaitHandle.WaitOne()),
            new SimulationOptions { Escapes = EscapePolicy.Warn, StuckAfter = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal("SUPT008", error.Id);
    }

    private static SimulationException Fails(Action block, TimeSpan? stuckAfter = null) => Assert.Throws<SimulationException>(
        () => Simulation.Test(Blocked(block), new SimulationOptions { StuckAfter = stuckAfter ?? TimeSpan.FromMinutes(1) }));

    private static Func<TestProcess, Task> Blocked(Action block) => test => test.Spawn(
        _ =>
        {
            block();
            return Task.CompletedTask;
        },
        new ProcessOptions { Name = "blocker" }).WaitForExitAsync();

    private static void AssertStuck(Action block)
    {
        SimulationException error = Fails(block, TimeSpan.FromMilliseconds(200));

        Assert.Equal("SUPT008", error.Id);
        Assert.Contains("made no progress for 0.2 s of real time inside process 'blocker'", error.Message, StringComparison.Ordinal);
        Assert.Contains("step ", error.Message, StringComparison.Ordinal);
    }
}
