namespace Supervision.Conformance.Mutations;

/// <summary>A text that takes the place of another.</summary>
internal readonly record struct TextChange(string Old, string New)
{
    /// <summary>The source with the change made. Null: it does not hold the old text exactly once.</summary>
    internal string? ApplyTo(string source)
    {
        int at = source.IndexOf(Old, StringComparison.Ordinal);
        return Old.Length == 0 || at < 0 || source.IndexOf(Old, at + 1, StringComparison.Ordinal) >= 0
            ? null
            : string.Concat(source.AsSpan(0, at), New, source.AsSpan(at + Old.Length));
    }
}
