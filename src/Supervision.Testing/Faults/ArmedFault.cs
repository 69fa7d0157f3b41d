using System.Diagnostics;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing;

/// <summary>Something that was set up to go wrong.</summary>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
[DebuggerDisplay("{Place,nq}: fired {Fired} of {Met}")]
public sealed class ArmedFault
{
    private readonly Lock _lock = new();
    private readonly FaultTrigger _trigger;
    private readonly ProcessRuntime _runtime;
    private readonly long _since;
    private int _met;
    private int _fired;
    private bool _isDisarmed;

    internal ArmedFault(string place, FaultTrigger trigger, ProcessRuntime runtime)
    {
        Place = place;
        _trigger = trigger;
        _runtime = runtime;
        _since = runtime.Time.GetTimestamp();
    }

    /// <summary>The point's name, the type of the call, or the process.</summary>
    public string Place { get; }

    /// <summary>How many times code came there that is meant.</summary>
    public int Met => Volatile.Read(ref _met);

    /// <summary>How many of these times it went wrong.</summary>
    public int Fired => Volatile.Read(ref _fired);

    /// <summary>Lets all go well from now on. What waits already goes on waiting.</summary>
    public void Disarm() => Volatile.Write(ref _isDisarmed, true);

    /// <summary>True when it can never fire again.</summary>
    internal bool IsSpent => Volatile.Read(ref _isDisarmed) || IsTimeOver || (_trigger.Times is { } times && Fired >= times);

    private bool IsTimeOver => _trigger.For is { } time && _runtime.Time.GetElapsedTime(_since) >= time;

    /// <summary>Whether it goes wrong this time.</summary>
    internal bool Fires(FaultHit hit)
    {
        if (Volatile.Read(ref _isDisarmed) || _trigger.Where?.Invoke(hit) == false || IsTimeOver)
        {
            return false;
        }

        lock (_lock)
        {
            _met++;
            if (_met <= _trigger.AfterHits || _fired >= (_trigger.Times ?? int.MaxValue) || !IsDrawn())
            {
                return false;
            }

            _fired++;
            return true;
        }
    }

    private bool IsDrawn() => _trigger.Probability >= 1
        || SplitMix64.ShareOf(_runtime.Scheduler.NextRandom()) < _trigger.Probability;
}
