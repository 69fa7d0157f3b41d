namespace Supervision.Conformance.Primitives;

/// <summary>One thing that a process does, as a program writes it: a word and what it is about.</summary>
internal sealed record Operation(string Word, IReadOnlyList<string> Arguments)
{
    /// <summary>Every operation, with the fewest and the most arguments that it has.</summary>
    internal static readonly IReadOnlyDictionary<string, (int Least, int Most)> Words = new Dictionary<string, (int, int)>(StringComparer.Ordinal)
    {
        ["spawn"] = (1, 3),
        ["spawn_link"] = (1, 3),
        ["spawn_monitor"] = (2, 4),
        ["link"] = (1, 1),
        ["unlink"] = (1, 1),
        ["unlink_flush"] = (1, 1),
        ["monitor"] = (2, 2),
        ["monitor_name"] = (2, 2),
        ["demonitor"] = (1, 1),
        ["demonitor_flush"] = (1, 1),
        ["exit"] = (1, 1),
        ["crash"] = (1, 1),
        ["signal"] = (2, 2),
        ["trap"] = (1, 1),
        ["register"] = (2, 2),
        ["unregister"] = (1, 1),
        ["whereis"] = (1, 1),
        ["alive"] = (1, 1),
        ["send"] = (2, 2),
        ["send_name"] = (2, 2),
        ["send_after"] = (3, 3),
        ["send_after_name"] = (3, 3),
        ["cancel"] = (1, 1),
        ["receive"] = (2, 3),
    };

    internal string this[int index] => Arguments[index];

    /// <summary>What a process that is started does first; null for nothing.</summary>
    internal Operation? First
    {
        get
        {
            int least = Words[Word].Least;
            return Word.StartsWith("spawn", StringComparison.Ordinal) && Arguments.Count > least
                ? new Operation(Arguments[least], [.. Arguments.Skip(least + 1)])
                : null;
        }
    }

    /// <summary>What a receive waits for.</summary>
    internal Pattern Pattern => new(Arguments[1], Arguments.Count > 2 ? Arguments[2] : "");

    internal static Operation Parse(string text)
    {
        string[] words = text.Split(' ');
        int arguments = words.Length - 1;
        return Words.TryGetValue(words[0], out (int Least, int Most) count) && arguments >= count.Least && arguments <= count.Most
            ? new Operation(words[0], words[1..])
            : throw new FormatException($"'{text}' is not an operation.");
    }

    public override string ToString() => string.Join(' ', Arguments.Prepend(Word));
}
