using Supervision.Testing;

namespace Supervision.Tests.Breakers;

/// <summary>Whatever the order of everything, and whoever is killed.</summary>
public sealed class CircuitRaceTests
{
    private const int Callers = 4;
    private const int CallsOfEach = 5;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly ExplorationOptions Many = new() { Schedules = 3000, Crashes = CrashPolicy.Allow };

    private static readonly CircuitBreakerOptions Options = new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 3,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = Moment * 3,
        LatencyTarget = Moment,
        Probes = 2,
    };

    [Fact]
    public void Calls_WhileAnybodyIsKilled_AreCountedExactlyAndAllAnswered() => Simulation.Explore(
        static test => RunAsync(test, isTied: false), Many);

    [Fact]
    public void Calls_ThroughABreakerThatIsTiedToItsTarget_AreCountedExactlyAndAllAnswered() => Simulation.Explore(
        static test => RunAsync(test, isTied: true), Many);

    [Fact]
    public void HalfOpen_AskedByMany_LetsNoMoreThanItsProbesThrough() => Simulation.Explore(ProbeAsync, Many);

    private static async Task RunAsync(TestProcess test, bool isTied)
    {
        CircuitBreaker breaker = new(test.Runtime, "remote", Options);
        Remote.Conditions conditions = new() { Latency = Moment };
        ChildSpec remote = ChildSpec.Server("remote", () => new Remote(conditions), new() { Name = "remote" });
        await test.StartSupervisedAsync(isTied ? breaker.OpenWhileDown(remote) : remote);
        ServerRef<Remote.Ask> server = ServerRef<Remote.Ask>.ForName(test.Runtime, "remote");
        int asked = 0;
        int answered = 0;
        int unwound = 0;
        List<Pid> callers = [.. Enumerable.Range(0, Callers).Select(number => test.Spawn(caller => CallAsync(caller, number)))];
        await KillSomeAsync(test, callers, server);
        await Task.WhenAll(callers.Select(static pid => pid.WaitForExitAsync()));

        CircuitCounts counts = breaker.Counts;
        Assert.Equal(asked, answered + unwound);
        Assert.Equal(asked, counts.Admitted + counts.Rejected);
        Assert.Equal(0, counts.InFlight);
        Assert.Equal(unwound, counts.Abandoned);
        Assert.InRange(conditions.Touched, counts.Succeeded, counts.Admitted);

        async Task CallAsync(ProcessContext caller, int number)
        {
            for (int call = 0; call < CallsOfEach; call++)
            {
                asked++;
                try
                {
                    await breaker.TryCallAsync(server, new Remote.Ask());
                    answered++;
                }
                catch (ProcessExitException)
                {
                    unwound++;
                    throw;
                }

                await caller.DelayAsync(Moment * (number % 2));
            }
        }
    }

    private static async Task ProbeAsync(TestProcess test)
    {
        CircuitBreaker breaker = new(test.Runtime, "remote", Options);
        for (int failure = 0; failure < 3; failure++)
        {
            Assert.True(breaker.TryEnter(out CircuitPass pass));
            pass.Fail();
        }

        await test.DelayAsync(Options.BreakDuration);
        int acting = 0;
        List<Pid> callers = [.. Enumerable.Range(0, Callers).Select(_ => test.Spawn(async caller =>
        {
            try
            {
                await breaker.ExecuteAsync(async token =>
                {
                    acting++;
                    Assert.InRange(acting, 1, breaker.State == CircuitState.HalfOpen ? Options.Probes : Callers);
                    try
                    {
                        await Task.Delay(Moment, caller.Time, token);
                        return acting;
                    }
                    finally
                    {
                        acting--;
                    }
                }, caller.CancellationToken);
            }
            catch (BrokenCircuitException refused)
            {
                Assert.Equal(CircuitState.HalfOpen, refused.State);
            }
        }))];
        await KillSomeAsync(test, callers, default);
        ExitReason[] ends = await Task.WhenAll(callers.Select(static pid => pid.WaitForExitAsync()));
        Assert.DoesNotContain(ends, static end => end is ExitReason.Crashed);
        Assert.Equal(0, breaker.Counts.InFlight);
    }

    private static async Task KillSomeAsync(TestProcess test, List<Pid> callers, ServerRef<Remote.Ask> server)
    {
        int kills = test.Choose(4);
        for (int kill = 0; kill < kills; kill++)
        {
            Pid victim = test.Choose(2) == 0 && server.Pid != Pid.None ? server.Pid : callers[test.Choose(callers.Count)];
            victim.Exit(ExitReason.Kill);
            await test.DelayAsync(Moment * test.Choose(3));
        }
    }
}
