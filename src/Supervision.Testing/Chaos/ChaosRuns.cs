namespace Supervision.Testing.Chaos;

/// <summary>Adds up what many runs have done.</summary>
internal sealed class ChaosRuns
{
    private readonly HashSet<string> _hit = new(StringComparer.Ordinal);
    private readonly HashSet<string> _never = new(StringComparer.Ordinal);
    private long _strikes;
    private long _loads;
    private long _failedLoads;
    private int _ended;

    /// <summary>True when nobody was struck in any of them.</summary>
    internal bool HasNoStrike => _strikes == 0;

    internal void Add(ChaosSession session)
    {
        _strikes += session.Strikes;
        _loads += session.Loads.Done;
        _failedLoads += session.Loads.Failed;
        _ended += session.HasRoot ? 0 : 1;
        IReadOnlyList<string> never = session.NeverHit();
        _never.UnionWith(never);
        _hit.UnionWith(session.Options.FaultPoints.Select(static point => point.Name).Except(never, StringComparer.Ordinal));
    }

    internal ChaosReport Report(int plans, int schedules) =>
        new(plans, schedules, _strikes, _loads, _failedLoads, _ended, [.. _never.Except(_hit, StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
}
