namespace Supervision.Conformance.Mutations;

/// <summary>Prints what became of each mutation, and counts.</summary>
internal sealed class Score(TextWriter log)
{
    private int _found;
    private int _equivalent;
    private int _survived;
    private int _wronglyExcused;

    /// <summary>True when every mutation was found, or cannot be.</summary>
    internal bool IsGood => _survived == 0 && _wronglyExcused == 0;

    /// <summary>Counts one.</summary>
    /// <param name="mutation">What it is.</param>
    /// <param name="finder">What found it; null when nothing did.</param>
    /// <param name="equivalent">Why nobody can find it; null when somebody should.</param>
    internal void Add(string mutation, string? finder, string? equivalent)
    {
        if (finder is not null)
        {
            _found++;
            _wronglyExcused += equivalent is null ? 0 : 1;
            log.WriteLine($"found       {mutation}: {finder}{(equivalent is null ? "" : " - BUT IT IS LISTED AS EQUIVALENT")}");
        }
        else if (equivalent is not null)
        {
            _equivalent++;
            log.WriteLine($"equivalent  {mutation} ({equivalent})");
        }
        else
        {
            _survived++;
            log.WriteLine($"SURVIVED    {mutation}");
        }
    }

    internal void WriteSum() => log.WriteLine(
        $"{_found + _equivalent + _survived} mutations: {_found} found, {_equivalent} equivalent, {_survived} survived");
}
