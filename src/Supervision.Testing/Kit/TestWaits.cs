using Supervision.Testing.Escapes;

namespace Supervision.Testing.Kit;

/// <summary>What the body of a test waits for: a wait that is open when the body has ended is one that somebody has forgotten to await.</summary>
/// <param name="hasPlaces">Whether to remember the lines, which costs more than a wait.</param>
internal sealed class TestWaits(bool hasPlaces)
{
    private const int PruneFrom = 16;

    private readonly List<(string What, string? Place, Task Until)> _waits = [];

    internal IReadOnlyList<string> Open =>
        [.. _waits.Where(static wait => !wait.Until.IsCompleted).Select(static wait => wait.Place is null ? wait.What : $"{wait.What} ({wait.Place})")];

    /// <summary>A wait begins. The line that asks for it is on the stack.</summary>
    internal T Add<T>(string what, T until)
        where T : Task
    {
        if (!until.IsCompleted)
        {
            if (_waits.Count >= PruneFrom)
            {
                _waits.RemoveAll(static wait => wait.Until.IsCompleted);
            }

            _waits.Add((what, hasPlaces ? CodePlace.OfCaller().Text : null, until));
        }

        return until;
    }
}
