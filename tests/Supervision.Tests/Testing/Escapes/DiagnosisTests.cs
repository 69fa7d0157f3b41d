using Supervision.Testing;
using Supervision.Testing.Escapes;
using Supervision.Tests.Servers;

namespace Supervision.Tests.Testing.Escapes;

/// <summary>Runs that cannot go on say why.</summary>
public sealed class DiagnosisTests
{
    private sealed record Ping(Pid From);

    [Fact]
    public void Livelock_OfTwo_IsFoundWithItsPeriod()
    {
        SimulationException error = Fails(
            async test =>
            {
                Pid first = test.Spawn(Answers, new ProcessOptions { Name = "a" });
                Pid second = test.Spawn(Answers, new ProcessOptions { Name = "b" });
                first.Send(new Ping(second));
                await first.WaitForExitAsync();
            },
            new SimulationOptions { MaxSteps = 1000 });

        Assert.Equal("SUPT003", error.Id);
        Assert.Contains("repeat with period 2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("No idle point after 1,000 steps at virtual time 00:00:00", error.Message, StringComparison.Ordinal);

        static async Task Answers(ProcessContext context)
        {
            while (true)
            {
                (await context.ReceiveAsync<Ping>()).From.Send(new Ping(context.Self));
            }
        }
    }

    [Fact]
    public void Deadlock_OfTwoServers_IsFoundBeforeTheTimeout()
    {
        SimulationException error = Fails(async test =>
        {
            ServerRef<Work> a = default;
            ServerRef<Work> b = default;
            a = await test.StartServerAsync(() => new TestServer(), new ServerOptions { Name = "a" });
            b = await test.StartServerAsync(() => new TestServer(), new ServerOptions { Name = "b" });
            await a.CallAsync(Computes(async () => await b.CallAsync(Computes(() => a.CallAsync(TestServer.Value(1)).AsTask()))));
        });

        Assert.Equal("SUPT005", error.Id);
        Assert.Contains("Deadlock at virtual time 00:00:00: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("(cycle a → b → a; would end by a call's timeout at 00:00:05)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deadlock_OfTwoThatWaitForEachOthersEnd_IsFound()
    {
        SimulationException error = Fails(async test =>
        {
            Pid second = Pid.None;
            Pid first = test.Spawn(async _ => await second.WaitForExitAsync(), new ProcessOptions { Name = "first" });
            second = test.Spawn(async _ => await first.WaitForExitAsync(), new ProcessOptions { Name = "second" });
            await first.WaitForExitAsync();
        });

        Assert.Equal("SUPT005", error.Id);
        Assert.Contains("first waits in the end of second", error.Message, StringComparison.Ordinal);
        Assert.Contains("would never end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_ThatAreOnlyLongInComing_AreNoDeadlock() => Simulation.Test(async test =>
    {
        ServerRef<Work> slow = await test.StartServerAsync(() => new TestServer());
        Assert.Equal(1, await slow.CallAsync(Computes(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(4), test.Time);
            return 1;
        })));
    });

    [Fact]
    public void Body_WaitsForWhatNobodySends_IsToldForWhatAndWhatIsInItsMailbox()
    {
        SimulationException error = Fails(async test =>
        {
            test.Spawn(Bodies.Idle, new ProcessOptions { Name = "silent" });
            test.Self.Send("tick");
            await test.ReceiveAsync<Ping>();
        });

        Assert.Equal("SUPT006", error.Id);
        Assert.Contains("It waits in ReceiveAsync<Ping>; its mailbox: [tick]", error.Message, StringComparison.Ordinal);
        Assert.Contains("silent<2> (Idle) waits in ReceiveAsync<Never>", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leak_IsToldWithWhatItIsAt()
    {
        SimulationException error = Fails(static test =>
        {
            Pid left = test.Runtime.Spawn(Bodies.Idle, new ProcessOptions { Name = "left" });
            left.Send("unread");
            return Task.CompletedTask;
        });

        Assert.Equal("SUPT007", error.Id);
        Assert.Contains("1 process is still alive", error.Message, StringComparison.Ordinal);
        Assert.Contains("started by test body <1> at DiagnosisTests.cs:", error.Message, StringComparison.Ordinal);
        Assert.Contains("waits in ReceiveAsync<Never>, linked to [], mailbox [unread]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_NamesBothSets()
    {
        SimulationException error = SimulationErrors.Diverged(57, ["a"], ["a", "b"]);

        Assert.Equal("SUPT004", error.Id);
        Assert.Contains("step 57: the set of possible steps changed (expected {a}, found {a, b})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AsyncVoid_ThatThrows_CrashesItsProcessAndNotTheHost()
    {
        Simulation.Test(async test =>
        {
            test.AllowCrashes();
            ExitReason reason = await test.Spawn(async context =>
            {
                Throws(context);
                await context.ReceiveAsync<Ping>();
            }).WaitForExitAsync();

            Assert.Equal("thrown by async void", Assert.IsType<ExitReason.Crashed>(reason).Error.Message);
        });

#pragma warning disable VSTHRD100, MA0155 // The mistake is what the test is about.
        static async void Throws(ProcessContext context)
        {
            await context.DelayAsync(TimeSpan.FromSeconds(1));
            throw new InvalidOperationException("thrown by async void");
        }
#pragma warning restore VSTHRD100, MA0155
    }

    private static Ask<int> Computes(Func<Task<int>> compute) => new(async (server, ask) => server.Reply(ask, await compute()));

    private static SimulationException Fails(Func<TestProcess, Task> body, SimulationOptions? options = null)
    {
        SimulationException error = Assert.Throws<SimulationException>(() => Simulation.Test(body, options));
        TestContext.Current.TestOutputHelper?.WriteLine(error.Message);
        return error;
    }
}
