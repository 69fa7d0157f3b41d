using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Chaos;

/// <summary>A plan on a running tree, on real threads and under load.</summary>
internal sealed class LiveChaos(ProcessContext self, SupervisorRef root, ChaosOptions options, ChaosPlan plan, CancellationToken cancelled)
    : ChaosSession(self, root, options, plan)
{
    private readonly long _begin = self.Time.GetTimestamp();

    protected override bool IsExact => false;

    /// <summary>True when the time is over, or somebody has had enough.</summary>
    private bool IsOver => cancelled.IsCancellationRequested || (Options.For is { } time && Self.Time.GetElapsedTime(_begin) >= time);

    /// <summary>Runs it in a process of its own.</summary>
    /// <exception cref="ChaosFailedException">Something does not hold.</exception>
    internal static async Task<ChaosReport> RunAsync(
        ProcessRuntime runtime, SupervisorRef root, ChaosOptions options, ChaosPlan? plan, CancellationToken cancelled)
    {
        ChaosRuns runs = new();
        ExceptionDispatchInfo? failure = null;
        Pid process = runtime.Spawn(
            async self =>
            {
                try
                {
                    await RunAsync(self, root, options, plan, runs, cancelled).ConfigureAwait(true); // in the process that strikes
                }
                // Thrown again where the run was asked for.
                catch (Exception error) when (error is not ProcessExitException)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            },
            new ProcessOptions { Label = "chaos" });
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        failure?.Throw();
        return runs.Report(1, 0);
    }

    protected override async Task AwaitChangeAsync(Task next, TimeSpan left) =>
        await Task.WhenAny(next, Task.Delay(left, Self.Time, Self.CancellationToken)).ConfigureAwait(true); // in the process that strikes

    private static async Task RunAsync(
        ProcessContext self, SupervisorRef root, ChaosOptions options, ChaosPlan? plan, ChaosRuns runs, CancellationToken cancelled)
    {
        using LiveChaos session = new(self, root, options, plan ?? Drawn(options, 0), cancelled);
        LiveLoad load = new(self.Runtime, options, session.Loads);
        await using ConfiguredAsyncDisposable ending = load.ConfigureAwait(true); // in the process that strikes
        Rest rest = await session.BeginAsync().ConfigureAwait(true); // in the process that strikes
        session.Events.Take(rest.Mark);
        rest = await session.RunAsync(rest, session.Plan).ConfigureAwait(true); // in the process that strikes
        for (ulong number = 1; plan is null && options.For is not null && rest.Tree is not null && !session.IsOver; number++)
        {
            rest = await session.RunAsync(rest, Drawn(options, number)).ConfigureAwait(true); // in the process that strikes
        }

        await load.DisposeAsync().ConfigureAwait(true); // in the process that strikes
        runs.Add(session);
    }

    /// <summary>A plan without waits: the tree itself says how fast it can go.</summary>
    private static ChaosPlan Drawn(ChaosOptions options, ulong number) => new(
        [.. ChaosPlan.Draw(SplitMix64.Mix(options.Seed, number), options.Length, options.Kinds).Actions.Where(static action => action.Kind != ChaosKind.Wait)]);

    private async Task<Rest> RunAsync(Rest rest, ChaosPlan actions)
    {
        foreach (ChaosAction action in actions.Actions)
        {
            if (rest.Tree is null || IsOver)
            {
                return rest;
            }

            if (action.Kind == ChaosKind.Wait)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, action.Pick)), Self.Time, Self.CancellationToken).ConfigureAwait(true); // in the process that strikes
            }

            rest = await PassAsync(rest).ConfigureAwait(true); // in the process that strikes
            if (action.Kind != ChaosKind.Wait && rest.Tree is not null)
            {
                rest = await StrikeAsync(rest, action).ConfigureAwait(true); // in the process that strikes
            }
        }

        return rest;
    }

    /// <summary>Looks at what has happened since: nothing that takes a supervisor with it.</summary>
    private async Task<Rest> PassAsync(Rest before)
    {
        Rest after = await SettleAsync().ConfigureAwait(true); // in the process that strikes
        await CheckAsync(before, [], after, withSteadyState: false).ConfigureAwait(true); // in the process that strikes
        return after;
    }

    private async Task<Rest> StrikeAsync(Rest before, ChaosAction action)
    {
        if (Options.StaysWithinIntensity && action.Kind != ChaosKind.Fault)
        {
            (before, bool mayStrike) = await AwaitPatienceAsync(before, action).ConfigureAwait(true); // in the process that strikes
            if (!mayStrike)
            {
                return before;
            }
        }

        Strike strike = Striker.Do(action, ChaosPlan.Number(before.Tree!, Options.Filter));
        Note(strike);
        if (strike.Victim is { } victim)
        {
            // What does not end has taken note at least when it answers: signals and questions of one sender keep their order.
            Task noted = strike.IsDeadly ? victim.Pid.WaitForExitAsync(CancellationToken.None) : Self.Runtime.InfoAsync(victim.Pid);
            await Task.WhenAny(noted, Task.Delay(Options.SettlesWithin, Self.Time, Self.CancellationToken)).ConfigureAwait(true); // in the process that strikes
        }

        Rest after = await SettleAsync().ConfigureAwait(true); // in the process that strikes
        await CheckAsync(before, [strike], after, withSteadyState: true).ConfigureAwait(true); // in the process that strikes
        return after;
    }

    /// <summary>Waits until whoever would give up could bear it. False when it never could.</summary>
    private async Task<(Rest Before, bool MayStrike)> AwaitPatienceAsync(Rest rest, ChaosAction action)
    {
        while (rest.Tree is { } tree && Striker.Meant(action, ChaosPlan.Number(tree, Options.Filter)) is { } meant)
        {
            if (MayMeetOldName(tree, meant))
            {
                return (rest, false);
            }

            TreePrediction prediction = tree.Predict(meant);
            if (prediction.GaveUp.Count == 0)
            {
                return (rest, true);
            }

            TreeEntry.SupervisorPart impatient = tree.Find(prediction.GaveUp[0])!.Supervisor!;
            if (impatient.RestartAges.Count == 0 || IsOver)
            {
                return (rest, false);
            }

            TimeSpan left = impatient.Options.Period - impatient.RestartAges[0] - Self.Time.GetElapsedTime(rest.At) + TimeSpan.FromMilliseconds(1);
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), Self.Time, Self.CancellationToken).ConfigureAwait(true); // in the process that strikes
            rest = await PassAsync(rest).ConfigureAwait(true); // in the process that strikes
        }

        return (rest, false);
    }

    /// <summary>Whether a killed supervisor may be started again while a process below it still holds its name: each start that fails of it counts as a
    /// restart, and how many do is a race that can take any supervisor above with it.</summary>
    private static bool MayMeetOldName(TreeSnapshot tree, TreeAction meant) =>
        meant is TreeAction.Kill kill && tree.Find(kill.Path) is { Type: ChildType.Supervisor } victim && victim.All().Skip(1).Any(static below => below.Name is not null);
}
