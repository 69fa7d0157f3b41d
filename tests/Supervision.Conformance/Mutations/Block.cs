namespace Supervision.Conformance.Mutations;

/// <summary>One entry of a data file: a title, fields of one line each, and for planted errors texts before and after.</summary>
/// <remarks><code>
/// === title
/// field: value
/// &lt;&lt;&lt;
/// old lines
/// &gt;&gt;&gt;
/// new lines
/// </code>
/// Further pairs may follow.</remarks>
internal sealed class Block(string title)
{
    private const string TitleMark = "=== ";
    private const string OldMark = "<<<";
    private const string NewMark = ">>>";

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly List<(List<string> Old, List<string> New)> _pairs = [];

    internal string Title { get; } = title;

    /// <summary>The texts before and after, without the empty lines around them; empty when the entry has none.</summary>
    internal IReadOnlyList<TextChange> Changes => _pairs.ConvertAll(static pair => new TextChange(Joined(pair.Old), Joined(pair.New)));

    /// <summary>The entries of a file. What stands before the first is for people.</summary>
    internal static List<Block> Read(string text)
    {
        List<Block> blocks = [];
        List<string>? lines = null;
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith(TitleMark, StringComparison.Ordinal))
            {
                blocks.Add(new Block(line[TitleMark.Length..].Trim()));
                lines = null;
            }
            else if (blocks.Count > 0)
            {
                lines = blocks[^1].Take(line, lines);
            }
        }

        return blocks;
    }

    internal string? Find(string field) => _fields.GetValueOrDefault(field);

    internal string Get(string field) => Find(field) ?? throw new MutationException($"{Title}: '{field}' is missing");

    private List<string>? Take(string line, List<string>? lines)
    {
        switch (line)
        {
            case OldMark:
                _pairs.Add(([], []));
                return _pairs[^1].Old;
            case NewMark:
                return _pairs[^1].New;
        }

        if (lines is not null)
        {
            lines.Add(line);
        }
        else if (line.Length > 0)
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0)
            {
                throw new MutationException($"{Title}: '{line}' is no field");
            }

            _fields.Add(line[..colon], line[(colon + 2)..].Trim());
        }

        return lines;
    }

    private static string Joined(List<string> lines) => string.Join('\n', lines).Trim('\n');
}
