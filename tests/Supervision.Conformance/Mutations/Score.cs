namespace Supervision.Conformance.Mutations;

/// <summary>Prints what became of each mutation, and counts.</summary>
internal sealed class Score(TextWriter log)
{
    private int _found;
    private int _equivalent;
    private int _survived;
    private int _wronglyExcused;
    private int _unfit;

    /// <summary>0 when every mutation was found, or cannot be; 1 when not; 2 when there was one that does not fit.</summary>
    internal int ExitCode => _unfit > 0 ? 2 : _survived + _wronglyExcused > 0 ? 1 : 0;

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

    /// <summary>Tells of one that could not be made.</summary>
    internal void AddUnfit(string mutation, string complaint)
    {
        _unfit++;
        log.WriteLine($"UNFIT       {mutation}: {complaint}");
    }

    internal void WriteSum() => log.WriteLine(
        $"{_found + _equivalent + _survived} mutations: {_found} found, {_equivalent} equivalent, {_survived} survived");
}
