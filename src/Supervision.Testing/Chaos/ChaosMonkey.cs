using System.Diagnostics;
using Supervision.Runtime;
using Supervision.Testing.Chaos;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing;

/// <summary>Kills processes of a running program now and then, on purpose, so that everybody knows that it bears it. For production, by
/// those who have decided so.</summary>
/// <remarks>
/// <para>It kills one process with one of the tags at a time, never more often than its options say, never outside of the hours that they
/// state, and nobody of whom a supervisor would give up or, as with a supervisor that has registered names below it, might. Every kill is reported and logged as <see cref="Report.ChaosStruck"/> before it is done.</para>
/// <para>Three things must be said before it does anything: the program refers to this package, the options of its runtime say
/// <see cref="ProcessRuntimeOptions.AllowChaos"/>, and somebody starts it with tags. It is switched off by <see cref="IsOn"/>, by
/// <see cref="ChaosMonkeyOptions.MayKill"/> or for good by <see cref="DisposeAsync"/>.</para>
/// <para><b>From:</b> any thread.</para>
/// </remarks>
/// <example><code>
/// await using ChaosMonkey monkey = ChaosMonkey.Start(root, new() { Tags = ["cache"], MayKill = () => !incidents.AnyOpen });
/// </code></example>
[DebuggerDisplay("on: {IsOn}, {Kills} kills")]
public sealed class ChaosMonkey : IAsyncDisposable
{
    private readonly ProcessRuntime _runtime;
    private readonly SupervisorRef _root;
    private readonly ChaosMonkeyOptions _options;
    private readonly ChaosFilter _filter;
    private readonly Pid _process;
    private volatile bool _isOn = true;
    private long _kills;

    private ChaosMonkey(ProcessRuntime runtime, SupervisorRef root, ChaosMonkeyOptions options)
    {
        (_runtime, _root, _options) = (runtime, root, options);
        _filter = ChaosFilter.Tagged([.. options.Tags]);
        _process = runtime.Spawn(RunAsync, new ProcessOptions { Label = "chaos monkey" });
    }

    /// <summary>The off switch: false, and nobody is killed until it is true again. True at first.</summary>
    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }

    /// <summary>How many processes were killed so far.</summary>
    public long Kills => Interlocked.Read(ref _kills);

    /// <summary>Begins.</summary>
    /// <param name="root">The topmost supervisor of the tree; bound to a name it survives its own restarts. It is never killed itself.</param>
    /// <param name="options">Whom, how often and when.</param>
    /// <returns>The monkey, which runs until it is disposed or the runtime stops.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ChaosMonkeyOptions.Every"/> is not more than zero.</exception>
    /// <exception cref="InvalidOperationException">The options of the runtime do not allow chaos, or the tree does not run.</exception>
    public static ChaosMonkey Start(SupervisorRef root, ChaosMonkeyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Every, TimeSpan.Zero, nameof(options));
        if (root.Pid.Target is not ProcessCell { IsAlive: true } top)
        {
            throw ChaosErrors.NoTree(root);
        }

        return top.Runtime.AllowsChaos ? new ChaosMonkey(top.Runtime, root, options) : throw ChaosErrors.NotAllowed(nameof(ChaosMonkey));
    }

    /// <summary>Ends it for good.</summary>
    /// <returns>Completes when nobody will be killed any more.</returns>
    public ValueTask DisposeAsync()
    {
        _isOn = false;
        Task ended = _process.WaitForExitAsync(CancellationToken.None);
        _process.Exit(ExitReason.Shutdown);
        return new ValueTask(ended);
    }

    private async Task RunAsync(ProcessContext self)
    {
        while (true)
        {
            double share = SplitMix64.ShareOf(_runtime.Scheduler.NextRandom());
            await self.DelayAsync(_options.Every * (1 + share)).ConfigureAwait(true); // in the monkey's process
            if (MayKillNow() && _root.Pid.IsAlive)
            {
                await KillOneAsync(self).ConfigureAwait(true); // in the monkey's process
            }
        }
    }

    private async Task KillOneAsync(ProcessContext self)
    {
        TreeSnapshot tree;
        try
        {
            tree = await TreeSnapshot.TakeAsync(_root, cancellationToken: self.CancellationToken).ConfigureAwait(true); // in the monkey's process
        }
        catch (CallFailedException)
        {
            // The root has ended meanwhile; that is for others to mend.
            return;
        }

        IReadOnlyList<TreeEntry> eligible = ChaosPlan.Number(tree, _filter);
        if (eligible.Count == 0 || !MayKillNow())
        {
            return;
        }

        TreeEntry victim = eligible[(int)(_runtime.Scheduler.NextRandom() % (ulong)eligible.Count)];
        if (tree.IsConsistent && !OldNames.MayBeMet(victim) && tree.Predict(new TreeAction.Kill(victim.Path)).GaveUp.Count == 0)
        {
            Interlocked.Increment(ref _kills);
            _runtime.Reports.Write(new Report.ChaosStruck(victim.Pid, victim.Path, "kill", nameof(ChaosMonkey)));
            victim.Pid.Exit(ExitReason.Kill);
        }
    }

    private bool MayKillNow()
    {
        if (!_isOn || !IsWithinHours())
        {
            return false;
        }

        try
        {
            return _options.MayKill?.Invoke() ?? true;
        }
        // The switch is foreign code: whatever is wrong with it, nobody is killed.
        catch (Exception)
        {
            return false;
        }
    }

    private bool IsWithinHours()
    {
        TimeProvider time = _runtime.Time;
        DateTimeOffset now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), _options.TimeZone ?? time.LocalTimeZone);
        TimeOnly clock = TimeOnly.FromDateTime(now.DateTime);
        return _options.Days.Contains(now.DayOfWeek) && (_options.From == _options.Until || clock.IsBetween(_options.From, _options.Until));
    }
}
