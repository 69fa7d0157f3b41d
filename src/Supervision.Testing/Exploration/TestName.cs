using Supervision.Testing.Scheduling;

namespace Supervision.Testing.Exploration;

/// <summary>Which test it is: for people, and as a number that a token holds.</summary>
/// <param name="File">The test's file without its folder and ending.</param>
/// <param name="Member">The test's method.</param>
/// <param name="Body">The method that is run; a test may run several.</param>
internal sealed record TestName(string File, string Member, string Body)
{
    internal uint Hash => (uint)SplitMix64.Hash($"{File}.{Member}.{Body}");

    internal static TestName Of(Delegate body, string member, string file)
    {
        string name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        int dot = name.LastIndexOf('.');
        return new TestName(dot < 0 ? name : name[..dot], member, body.Method.Name);
    }

    public override string ToString() => $"{File}.{Member}";
}
