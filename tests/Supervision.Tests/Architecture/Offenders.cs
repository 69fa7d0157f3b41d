namespace Supervision.Tests.Architecture;

/// <summary>Fails with all offenders in full; <see cref="Assert.Empty(System.Collections.IEnumerable)"/> cuts long lists and long lines.</summary>
internal static class Offenders
{
    internal static void AssertNone(IEnumerable<string> offenders)
    {
        string list = string.Join('\n', offenders);
        Assert.True(list.Length == 0, list);
    }
}
