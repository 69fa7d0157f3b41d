namespace Supervision.Conformance.Cases.Table;

/// <summary>One case of a published test suite.</summary>
/// <param name="Row">Its number here, such as S-33; the letters are the part.</param>
/// <param name="Suite">The suite that published it.</param>
/// <param name="Name">What it is called there.</param>
internal sealed record PublishedCase(string Row, string Suite, string Name)
{
    internal string Part => Row[..Row.IndexOf('-', StringComparison.Ordinal)];
}
