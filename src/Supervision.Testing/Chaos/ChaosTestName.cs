using Supervision.Testing.Exploration;
using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Chaos;

/// <summary>Which test it is.</summary>
/// <param name="Member">The test's method.</param>
/// <param name="File">The test's file.</param>
internal sealed record ChaosTestName(string Member, string File)
{
    /// <summary>For people.</summary>
    internal string Name { get; } = TestName.Of(static () => { }, Member, File).ToString();

    /// <summary>For a token.</summary>
    internal uint Hash => (uint)SplitMix64.Hash(Name);
}
