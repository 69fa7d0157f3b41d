using Supervision.Calls;
using Supervision.Faults;
using Supervision.Processes;
using Supervision.Runtime;

namespace Supervision.Testing.Faults;

/// <summary>All that was set up to go wrong in one runtime, and what its code came by. Any thread.</summary>
internal sealed class RuntimeFaults(ProcessRuntime runtime) : FaultInjector
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FaultPoint, (int Hits, int Fired)> _points = [];

    /// <summary>In the order in which they were set up; replaced as a whole.</summary>
    private volatile IReadOnlyList<Armed> _armed = [];

    /// <summary>How often code came to each point that is known, and how often it went wrong there.</summary>
    internal IReadOnlyList<(FaultPoint Point, int Hits, int Fired)> Points
    {
        get
        {
            lock (_lock)
            {
                return [.. _points.Select(static entry => (entry.Key, entry.Value.Hits, entry.Value.Fired))];
            }
        }
    }

    internal int ArmedCount => _armed.Count;

    internal void Know(FaultPoint point)
    {
        lock (_lock)
        {
            _points.TryAdd(point, (0, 0));
        }
    }

    internal ArmedFault Arm(string place, FaultTrigger trigger, FaultPoint? point, Func<FaultHit, bool>? matches, FaultEffect effect)
    {
        ArmedFault fault = new(place, trigger, runtime);
        lock (_lock)
        {
            // Chaos that goes on for days sets up without end; what is over must not be kept, nor asked at each call.
            _armed = [.. _armed.Where(static armed => !armed.Fault.IsSpent), new Armed(fault, point, matches, effect)];
        }

        return fault;
    }

    internal void Clear()
    {
        lock (_lock)
        {
            _armed = [];
        }
    }

    internal override Task<T> HitAsync<T>(FaultPoint<T> point, Func<Task<T>> real, string? tag)
    {
        ProcessCell? cell = ProcessTarget.Caller as ProcessCell;
        FaultEffect? effect = Meet(point, HitOf(point.Name, cell, tag, null));
        return effect is null ? real()
            : effect.Answer is FaultAnswer<T> answer ? Task.FromResult(answer.Value)
            : GoOnAsync(effect.Before!(new FaultPlace(runtime, EndingOf(cell))), real);
    }

    internal override Task HitAsync(FaultPoint point, string? tag)
    {
        ProcessCell? cell = ProcessTarget.Caller as ProcessCell;
        return Meet(point, HitOf(point.Name, cell, tag, null))?.Before!(new FaultPlace(runtime, EndingOf(cell))) ?? Task.CompletedTask;
    }

    internal override CallFault? OfCall(ProcessTarget server, CallNode call)
    {
        if (_armed.Count == 0)
        {
            return null;
        }

        ProcessCell cell = (ProcessCell)server;
        FaultEffect? effect = First(null, HitOf(call.Request.GetType().Name, cell, null, call.Request));
        return effect is null ? null : new CallFault(
            effect is { IsSilent: false, Before: { } before } ? () => before(new FaultPlace(runtime, EndingOf(cell))) : null,
            effect.Answer is { } answer ? answer.Give : null,
            effect.IsSilent);
    }

    private static async Task<T> GoOnAsync<T>(Task before, Func<Task<T>> real)
    {
        await before.ConfigureAwait(true); // where the code is
        return await real().ConfigureAwait(true); // where the code is
    }

    private static FaultHit HitOf(string place, ProcessCell? cell, string? tag, object? message) =>
        new(place, cell?.Pid ?? Pid.None, cell?.RegisteredName, cell?.Label, tag, message);

    private static CancellationToken EndingOf(ProcessCell? cell) => cell?.CancellationToken ?? CancellationToken.None;

    private FaultEffect? Meet(FaultPoint point, FaultHit hit)
    {
        FaultEffect? effect = First(point, hit);
        lock (_lock)
        {
            (int hits, int fired) = _points.GetValueOrDefault(point);
            _points[point] = (hits + 1, fired + (effect is null ? 0 : 1));
        }

        return effect;
    }

    private FaultEffect? First(FaultPoint? point, FaultHit hit) =>
        _armed.FirstOrDefault(armed => ReferenceEquals(armed.Point, point) && armed.Matches?.Invoke(hit) != false && armed.Fault.Fires(hit))?.Effect;

    private sealed record Armed(ArmedFault Fault, FaultPoint? Point, Func<FaultHit, bool>? Matches, FaultEffect Effect);
}
