using System.Globalization;
using Supervision.Runtime;
using Supervision.Trees;

namespace Supervision.Testing.Chaos;

/// <summary>One run of chaos on one tree: what both ways of running have in common.</summary>
internal abstract class ChaosSession(ProcessContext self, SupervisorRef root, ChaosOptions options, ChaosPlan plan) : IDisposable
{
    private readonly Orphanage _orphans = new(self.Runtime, options.IsUnsupervised);
    private readonly List<string> _history = [];

    /// <summary>The last ends that chaos did not bring about.</summary>
    private readonly List<SeenEvent> _causes = [];

    private int _number;

    internal ChaosOptions Options => options;

    /// <summary>How many actions met somebody or something.</summary>
    internal long Strikes { get; private set; }

    internal LoadCounts Loads { get; } = new();

    internal bool HasRoot => root.Pid.IsAlive;

    /// <summary>The process that strikes.</summary>
    protected ProcessContext Self => self;

    /// <summary>What is carried out.</summary>
    protected ChaosPlan Plan => plan;

    protected SupervisorRef Root => root;

    protected EventLog Events { get; } = new(self.Runtime, root.Pid);

    protected Striker Striker { get; } = new(self.Runtime, options);

    /// <summary>True when whatever happens is known, and at rest means at rest.</summary>
    protected abstract bool IsExact { get; }

    public void Dispose() => Events.Dispose();

    /// <summary>Of the points that are expected to be come to; others may be known to the runtime, which faults have been set up at.</summary>
    internal IReadOnlyList<string> NeverHit() => options.FaultPoints.Count == 0 ? []
        : [.. FaultControl.Of(self.Runtime).NeverHit.Intersect(options.FaultPoints).Select(static point => point.Name)];

    /// <summary>The first look at the tree.</summary>
    protected Task<Rest> BeginAsync()
    {
        if (options.FaultPoints.Count > 0)
        {
            FaultControl.Of(self.Runtime).Watch(options.FaultPoints);
        }

        return SettleAsync();
    }

    /// <summary>Who has no supervisor at this moment is nobody's fault.</summary>
    protected void ForgiveOrphans() => _orphans.Forgive();

    protected void Note(Strike strike)
    {
        Strikes += strike.HasMet ? 1 : 0;
        Tell(string.Create(CultureInfo.InvariantCulture, $"{++_number}  {strike.What}"));
    }

    /// <summary>For the report, which needs the last of what was done.</summary>
    protected void Tell(string line)
    {
        const int Kept = 20;
        if (_history.Count == Kept)
        {
            _history.RemoveAt(0);
        }

        _history.Add(line);
    }

    /// <summary>Looks at the tree once it has come to rest.</summary>
    protected async Task<Rest> SettleAsync()
    {
        const int QuietLooks = 5;
        long begin = self.Time.GetTimestamp();
        for (int looks = 1; ; looks++)
        {
            await _orphans.AwaitLeavingAsync(options.SettlesWithin - self.Time.GetElapsedTime(begin), untilNone: IsExact).ConfigureAwait(true); // in the process that strikes

            // Before looking, so that nothing is learned in between unseen.
            Task next = Events.NextAsync();
            int mark = Events.Count;
            long at = self.Time.GetTimestamp();
            TreeSnapshot? tree = await TakeAsync().ConfigureAwait(true); // in the process that strikes

            // What was learned during the look may be in it or not; where children come and go all the time, that is so each time, and no two walks
            // meet the same.
            bool isPatient = looks <= QuietLooks;
            bool isSharp = Events.Count == mark || !isPatient;
            bool isRestless = tree is not null && tree.Root.All().Any(static entry => entry.Status == ChildInfo.State.Restarting);
            bool isAtRest = !isRestless && (tree is null or { IsConsistent: true } || !(IsExact || isPatient));
            TimeSpan left = options.SettlesWithin - self.Time.GetElapsedTime(begin);
            if ((isAtRest && isSharp) || left <= TimeSpan.Zero)
            {
                return new Rest(tree, isAtRest, at, mark);
            }

            if (isRestless)
            {
                await AwaitChangeAsync(next, left).ConfigureAwait(true); // in the process that strikes
            }
        }
    }

    /// <summary>Waits for the next thing to happen.</summary>
    protected abstract Task AwaitChangeAsync(Task next, TimeSpan left);

    /// <summary>Compares two moments of rest.</summary>
    /// <exception cref="ChaosFailedException">Something does not hold.</exception>
    protected async Task CheckAsync(Rest before, IReadOnlyList<Strike> strikes, Rest after, bool withSteadyState)
    {
        Outcome outcome = OutcomeOf(before, strikes, after);
        List<ChaosViolation> violations = [.. new TreeChecks(options, outcome).Run()];
        if (!after.IsAtRest)
        {
            violations.RemoveAll(static violation => violation.Property == "P3"); // which speaks of trees at rest
            violations.Add(new ChaosViolation("P0", before.Tree!.Root.Path, string.Create(
                CultureInfo.InvariantCulture, $"the tree has not come to rest within {options.SettlesWithin.TotalSeconds:0.###} s: {Restless(after.Tree)}")));
        }

        if (withSteadyState && violations.Count == 0 && after.Tree is not null
            && await SteadyStateAsync().ConfigureAwait(true) is { } failure) // in the process that strikes
        {
            violations.Add(failure with { Path = before.Tree!.Root.Path });
        }

        if (violations.Count > 0)
        {
            throw new ChaosFailedException(ReportText.Of(outcome, violations, _history, NeverHit())) { Violations = violations, Plan = plan };
        }
    }

    private Outcome OutcomeOf(Rest before, IReadOnlyList<Strike> strikes, Rest after)
    {
        IReadOnlyList<SeenEvent> events = Events.Take(after.Mark);
        HashSet<Pid> victims = [.. strikes.Select(static strike => strike.Victim?.Pid ?? Pid.None).Where(static pid => pid != Pid.None)];
        HashSet<Pid> expected = [.. victims];
        if (!IsExact && strikes.Count > 0)
        {
            // On real threads something may end between the look and the strike, with nothing to do with it.
            expected.UnionWith(events.Where(seen => seen.At < strikes[0].At).Select(static seen => seen.What.Child));
        }

        const int KeptCauses = 200;
        _causes.AddRange(events.Where(seen => seen.What.Kind is ChildEvent.EventKind.Ended or ChildEvent.EventKind.StartFailed && !victims.Contains(seen.What.Child)));
        _causes.RemoveRange(0, Math.Max(0, _causes.Count - KeptCauses));
        long frequency = self.Time.TimestampFrequency;
        return new Outcome
        {
            Before = before.Tree!,
            After = after.Tree,
            Strikes = strikes,
            Events = events,
            Causes = _causes,
            Expected = ObservedTree.Play(before.Tree!, before.At, frequency, events, expected, onlyChaos: true),
            Seen = ObservedTree.Play(before.Tree!, before.At, frequency, events, victims, onlyChaos: false),
            Orphans = _orphans.TakeNew(),
            HasLoad = options.Load is not null,
            IsExact = IsExact,
        };
    }

    /// <summary>P6. Null when the user can go on.</summary>
    private async Task<ChaosViolation?> SteadyStateAsync()
    {
        const int Tries = 50;
        if (options.SteadyState is not { } probe)
        {
            return null;
        }

        long begin = self.Time.GetTimestamp();
        string? failed = null;
        while (true)
        {
            Task next = Events.NextAsync();
            Task<Exception?> attempt = TryAsync(probe);
            await Patience.AwaitAsync(attempt, Left(), self.Time, self.CancellationToken).ConfigureAwait(true); // in the process that strikes

            // The time is over in the middle of a try as a rule, and what was wrong is what earlier ones have failed with.
            string what = "the probe has not come to an end" + (failed is null ? "" : $"; the one before failed with {failed}");
            if (attempt.IsCompleted)
            {
                Exception? error = await attempt.ConfigureAwait(true); // in the process that strikes
                if (error is null && Left() >= TimeSpan.Zero)
                {
                    return null;
                }

                failed = error is null ? failed : $"{error.GetType().Name}: {error.Message.Split('\n')[0]}";
                what = error is null ? "the probe took longer" : failed!;
            }

            if (Left() <= TimeSpan.Zero)
            {
                return new ChaosViolation("P6", "", string.Create(
                    CultureInfo.InvariantCulture, $"the steady state has not come back within {options.RecoversWithin.TotalSeconds:0.###} s: {what}"));
            }

            TimeSpan pause = options.RecoversWithin / Tries;
            await AwaitChangeAsync(next, Left() < pause ? Left() : pause).ConfigureAwait(true); // in the process that strikes
        }

        TimeSpan Left() => options.RecoversWithin - self.Time.GetElapsedTime(begin);
    }

    /// <summary>Null when the probe has gone well.</summary>
    private async Task<Exception?> TryAsync(Func<ProcessContext, Task> probe)
    {
        try
        {
            await probe(self).ConfigureAwait(true); // in the process that strikes
            return null;
        }
        // The probe is the user's: what it throws says that the user cannot go on.
        catch (Exception thrown) when (thrown is not ProcessExitException)
        {
            return thrown;
        }
    }

    private async Task<TreeSnapshot?> TakeAsync()
    {
        // The root itself may end while it is asked.
        Pid top = root.Pid;
        try
        {
            return top.IsAlive
                ? await new TreeWalk(SupervisorRef.ForPid(top), options.SettlesWithin, self.CancellationToken) { MostWalks = IsExact ? int.MaxValue : 20 }
                    .TakeAsync().ConfigureAwait(true) // in the process that strikes
                : null;
        }
        catch (CallFailedException) when (!top.IsAlive)
        {
            return null;
        }
    }

    private static string Restless(TreeSnapshot? after) => after is null ? "its root has ended"
        : after.Root.All().Where(static entry => entry.Status == ChildInfo.State.Restarting).Select(static entry => TreeWords.Visible(entry.Path)).ToList() is { Count: > 0 } restless
        ? string.Join(", ", restless.Take(5)) + (restless.Count > 5 ? " and others" : "")
        : "it changes all the time";
}
