namespace ItemsApi;

/// <summary>An item as a client posts it.</summary>
internal sealed record NewItem(string? Name, string? Note)
{
    private const int LongestName = 200;
    private const int LongestNote = 4000;

    /// <summary>What is wrong with it; null when it can be stored.</summary>
    public string? Mistake()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            return "name must not be empty.";
        }

        // PostgreSQL's text cannot hold the character 0; the journal follows, so that both stores take the same items.
        if (Name.Contains('\0', StringComparison.Ordinal) || Note?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return "name and note must not hold the character 0.";
        }

        return Name.Length > LongestName ? $"name has {Name.Length} characters; must be at most {LongestName}."
            : Note?.Length > LongestNote ? $"note has {Note.Length} characters; must be at most {LongestNote}."
            : null;
    }
}
