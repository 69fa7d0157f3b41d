using System.Runtime.ExceptionServices;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Chaos;

/// <summary>A plan on a running tree, on real threads and under load.</summary>
internal sealed class LiveChaos(ProcessContext self, SupervisorRef root, ChaosOptions options, ChaosPlan plan, CancellationToken cancelled)
    : ChaosSession(self, root, options, plan)
{
    private readonly long _begin = self.Time.GetTimestamp();

    /// <summary>How many were begun.</summary>
    private int _plans = 1;

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
        LiveLoad? load = null;
        int plans = 0;
        Pid process = runtime.Spawn(
            async self =>
            {
                try
                {
                    using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(self.CancellationToken, cancelled);
                    using LiveChaos session = new(self, root, options, plan ?? Drawn(options, 0), enough.Token);
                    load = new LiveLoad(runtime, options, session.Loads);
                    await session.RunAsync(load, isDrawn: plan is null).ConfigureAwait(true); // in the process that strikes
                    runs.Add(session);
                    plans = session._plans;
                }
                // Thrown again where the run was asked for.
                catch (Exception error) when (error is not ProcessExitException)
                {
                    failure = ExceptionDispatchInfo.Capture(error);
                }
            },
            new ProcessOptions { Label = "chaos" });
        ExitReason end = await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        if (load is not null)
        {
            await load.DisposeAsync().ConfigureAwait(false);
        }

        if (end != ExitReason.Normal && failure?.SourceException is not ChaosFailedException)
        {
            throw ChaosErrors.CutShort(end, failure?.SourceException);
        }

        failure?.Throw();
        return runs.HasNoStrike && !cancelled.IsCancellationRequested ? throw ChaosErrors.NobodyStruck() : runs.Report(plans, 0);
    }

    protected override Task AwaitChangeAsync(Task next, TimeSpan left) => Patience.AwaitAsync(next, left, Self.Time, Self.CancellationToken);

    private async Task RunAsync(LiveLoad load, bool isDrawn)
    {
        Rest rest = await BeginAsync().ConfigureAwait(true); // in the process that strikes
        Events.Take(rest.Mark);
        rest = await RunAsync(rest, Plan).ConfigureAwait(true); // in the process that strikes
        for (ulong number = 1; isDrawn && Options.For is not null && rest.Tree is not null && !IsOver; number++)
        {
            rest = await RunAsync(rest, Drawn(Options, number)).ConfigureAwait(true); // in the process that strikes
            _plans++;
        }

        // What the last action has led to may come only with the load's next work.
        await load.DisposeAsync().ConfigureAwait(true); // in the process that strikes
        if (rest.Tree is not null)
        {
            ForgiveOrphans(); // whoever the load has started has lost it now
            await PassAsync(rest).ConfigureAwait(true); // in the process that strikes
        }
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
                await PauseAsync(TimeSpan.FromMilliseconds(Math.Max(0, action.Pick))).ConfigureAwait(true); // in the process that strikes
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
            await Patience.AwaitAsync(noted, Options.SettlesWithin, Self.Time, Self.CancellationToken).ConfigureAwait(true); // in the process that strikes
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
            if (meant is TreeAction.Kill kill && OldNames.MayBeMet(tree.Find(kill.Path)!))
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
            await PauseAsync(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1)).ConfigureAwait(true); // in the process that strikes
            rest = await PassAsync(rest).ConfigureAwait(true); // in the process that strikes
        }

        return (rest, false);
    }

    /// <summary>Lets a time pass, but no longer than the run goes on.</summary>
    private Task PauseAsync(TimeSpan pause)
    {
        TimeSpan left = (Options.For ?? TimeSpan.MaxValue) - (Options.For is null ? TimeSpan.Zero : Self.Time.GetElapsedTime(_begin));
        return Patience.PauseAsync(pause < left ? pause : left, Self.Time, cancelled);
    }
}
