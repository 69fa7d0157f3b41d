namespace ImageStore.Tests;

/// <summary>A sequence that shows a bug.</summary>
/// <param name="Found">As it was drawn.</param>
/// <param name="Smallest">What is left when nothing more can be left out.</param>
/// <param name="Rule">Which expectation that breaks, and how.</param>
/// <param name="Replay">How to get there again.</param>
/// <param name="Test">The test that has found it.</param>
internal sealed record SequenceFailure(Sequence Found, Sequence Smallest, string Rule, ReplayLine Replay, string Test)
{
    /// <summary>All of it, for a person.</summary>
    public override string ToString() => Invariant($"""
        {Rule}
        {Smallest}
          found with {Found.Steps.Count} steps
          replay: {ReplayLine.Variable}={Replay} dotnet test samples/ImageStore/tests/ImageStore.Tests --filter FullyQualifiedName~{Test}
        """);
}
