using System.Globalization;

namespace Supervision.Testing.Chaos;

/// <summary>A plan in the simulation: what is done between two waits falls between any two steps of whatever else happens.</summary>
internal sealed class SimulatedChaos(TestProcess test, SupervisorRef root, ChaosOptions options, ChaosPlan plan)
    : ChaosSession(test, root, options, plan)
{
    /// <summary>Between two actions up to this many steps of others are let go first, at the schedule's choice.</summary>
    private const int MostSteps = 12;

    private readonly List<Task<ExitReason>> _loads = [];

    protected override bool IsExact => true;

    /// <summary>Carries out the plan.</summary>
    /// <exception cref="ChaosFailedException">Something does not hold.</exception>
    internal async Task RunAsync()
    {
        Rest rest = await BeginAsync().ConfigureAwait(true); // in the test's process
        Events.Take(rest.Mark);
        foreach ((IReadOnlyList<ChaosAction> actions, TimeSpan wait) in Plan.Bursts())
        {
            if (rest.Tree is null)
            {
                return;
            }

            rest = await RunAsync(rest, actions).ConfigureAwait(true); // in the test's process
            if (rest.Tree is not null && (wait > TimeSpan.Zero || Options.SteadyState is not null))
            {
                rest = await PassAsync(rest, wait).ConfigureAwait(true); // in the test's process
            }
        }
    }

    protected override async Task AwaitChangeAsync(Task next, TimeSpan left)
    {
        TimeSpan step = test.Simulation.Time.NextDue - test.Simulation.Time.Elapsed ?? left;
        await test.AdvanceAsync(left < step ? left : step).ConfigureAwait(true); // in the test's process
    }

    private async Task<Rest> RunAsync(Rest before, IReadOnlyList<ChaosAction> actions)
    {
        List<Strike> strikes = [];
        BeginLoads();
        foreach (ChaosAction action in actions)
        {
            await LetOthersGoAsync().ConfigureAwait(true); // in the test's process
            strikes.Add(Striker.Do(action, TreeNow.Number(Root, Options.Filter)));
            Note(strikes[^1]);
        }

        await Striker.AwaitStopsAsync().ConfigureAwait(true); // in the test's process
        foreach (Task<ExitReason> load in _loads)
        {
            if (await load.ConfigureAwait(true) != ExitReason.Normal) // in the test's process
            {
                Loads.NoteEnd();
            }
        }

        _loads.Clear();
        await test.IdleAsync().ConfigureAwait(true); // in the test's process
        Rest after = await SettleAsync().ConfigureAwait(true); // in the test's process
        await CheckAsync(before, strikes, after, withSteadyState: true).ConfigureAwait(true); // in the test's process
        return after;
    }

    /// <summary>Nothing is done, and nothing must happen: but the steady state's probe was at work, and time passes.</summary>
    private async Task<Rest> PassAsync(Rest before, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            Tell(string.Create(CultureInfo.InvariantCulture, $"   at rest; {wait.TotalMilliseconds:0} ms pass"));
            await test.AdvanceAsync(wait).ConfigureAwait(true); // in the test's process
        }

        Rest after = await SettleAsync().ConfigureAwait(true); // in the test's process
        await CheckAsync(before, [], after, withSteadyState: false).ConfigureAwait(true); // in the test's process
        return after;
    }

    private void BeginLoads()
    {
        for (int i = 0; Options.Load is { } load && i < Options.LoadProcesses; i++)
        {
            Pid process = test.Runtime.Spawn(context => Loads.RunAsync(load, context), new ProcessOptions { Label = "load" });
            _loads.Add(process.WaitForExitAsync(CancellationToken.None));
        }
    }

    /// <summary>Messages to itself: each is a step, and others may come before.</summary>
    private async Task LetOthersGoAsync()
    {
        for (int left = test.Choose(MostSteps); left > 0; left--)
        {
            test.Self.Send(Step.One);
            await test.ReceiveAsync<Step>().ConfigureAwait(true); // in the test's process
        }
    }

    private sealed record Step
    {
        internal static Step One { get; } = new();
    }
}
