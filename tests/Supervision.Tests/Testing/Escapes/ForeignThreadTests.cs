using System.Globalization;
using Supervision.Testing;

namespace Supervision.Tests.Testing.Escapes;

/// <summary>Other threads that come into a simulation, by its door and otherwise.</summary>
public sealed class ForeignThreadTests
{
    private const int Runs = 200;

    [Fact]
    public void External_IsWaitedForBeforeTimePasses_AndComesBackInTheTurn() => Simulation.Explore(
        async test =>
        {
            Task<int> work = test.ExternalAsync("work", () => Task.Run(static () => 1));
            string? message = await test.TryReceiveAsync<string>(TimeSpan.FromSeconds(1));

            Assert.Null(message);
            Assert.Equal(1, await work);
            test.Unlink(test.Self); // throws outside of the turn
            Assert.Equal(TimeSpan.FromSeconds(1), test.Simulation.Time.Elapsed);
        },
        new ExplorationOptions { Schedules = 20 });

    [Fact]
    public void External_Fails_ThrowsInTheProcess() => Simulation.Test(async test =>
        Assert.Equal("real", (await Assert.ThrowsAsync<InvalidOperationException>(
            () => test.ExternalAsync("work", static async () =>
            {
                await Task.Yield();
                throw new InvalidOperationException("real");
            }))).Message));

    [Fact]
    public void External_DoesNotComeBack_IsNamed()
    {
        SimulationException error = Assert.Throws<SimulationException>(() => Simulation.Test(
            static test => test.ExternalAsync("the weather", static () => new TaskCompletionSource().Task),
            new SimulationOptions { ExternalLimit = TimeSpan.FromMilliseconds(20) }));

        Assert.Equal("SUPT008", error.Id);
        Assert.Contains("within 0.02 s of real time: the weather", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_Allowed_IsWaitedFor()
    {
        int result = 0;
        Simulation.Test(
            async _ =>
            {
                TaskCompletionSource ended = new();
                new Thread(ended.SetResult).Start();
                await ended.Task;
                result = await Task.Run(static () => 1);
            },
            new SimulationOptions { Escapes = EscapePolicy.Allow });

        Assert.Equal(1, result);
    }

    [Fact]
    public void Escape_WithWarnings_IsToldAndTheRunGoesOn()
    {
        List<string> output = [];
        int result = 0;
        Simulation.Test(
            async _ => result = await Task.Run(static () => 1),
            new SimulationOptions { Escapes = EscapePolicy.Warn, Output = output.Add });

        Assert.Equal(1, result);
        Assert.StartsWith("SUPT001 Process 'test body' left the simulation: Task.Run at ForeignThreadTests.cs:", output[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Thread_UsesTheLibraryDuringARun_IsFoundAndNothingIsThrownThere()
    {
        Exception? thrown = null;
        SimulationException error = Assert.Throws<SimulationException>(() => Simulation.Test(async test =>
        {
            Pid other = test.Spawn(Bodies.Idle, new ProcessOptions { Name = "other" });
            await test.ExternalAsync("a thread", () => Sends(other, caught => thrown = caught));
            await test.ReceiveAsync<string>();
        }));

        Assert.Null(thrown);
        Assert.Equal("SUPT001", error.Id);
        Assert.Contains("Process 'other' is sent hello by a thread that is not the simulation's", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thread_ComesBackAfterTheRun_IsNoMatter()
    {
        TaskCompletionSource never = new();
        Assert.Throws<SimulationException>(() => Simulation.Test(_ => never.Task));

        Thread late = new(never.SetResult);
        late.Start();
        late.Join();
    }

    [Fact]
    public void Escapes_InManyRuns_AreFoundInEach()
    {
        Dictionary<string, int> found = [];
        Count("Task.Run at once", static _ => Task.Run(static () => { }));
        Count("Task.Run with ConfigureAwait(false)", static async _ => await Task.Run(static () => { }).ConfigureAwait(false));
        Count("Task.Run that nobody awaits", static _ => Task.FromResult(Task.Run(static () => { })));
#pragma warning disable RS0030 // The mistake is what the test is about.
        Count("Task.Delay", static async _ => await Task.Delay(1).ConfigureAwait(false));
#pragma warning restore RS0030

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", found.Select(
            static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}: {entry.Value} of {Runs}"))));
        Assert.All(found.Values, static count => Assert.Equal(Runs, count));

        void Count(string kind, Func<TestProcess, Task> body)
        {
            found[kind] = 0;
            for (int i = 0; i < Runs; i++)
            {
                found[kind] += Record.Exception(() => Simulation.Test(body)) is SimulationException { Id: "SUPT001" } ? 1 : 0;
            }
        }
    }

    private static Task Sends(Pid receiver, Action<Exception> failed)
    {
        TaskCompletionSource sent = new();
        new Thread(() =>
        {
            try
            {
                receiver.Send("hello");
            }
            // What is thrown on this thread would end the test host.
            catch (Exception error)
            {
                failed(error);
            }

            sent.SetResult();
        }).Start();
        return sent.Task;
    }
}
