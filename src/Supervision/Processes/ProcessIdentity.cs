namespace Supervision.Processes;

/// <summary>Tells processes apart by who they are, and finds them by their ids: processes that were started one after the other are neighbours in
/// a table, so that going through a million of them in that order goes through memory in order. The number that .NET gives an object would
/// scatter them, and is written into each.</summary>
internal sealed class ProcessIdentity : IEqualityComparer<ProcessTarget>
{
    internal static readonly ProcessIdentity Comparer = new();

    private ProcessIdentity()
    {
    }

    public bool Equals(ProcessTarget? one, ProcessTarget? other) => ReferenceEquals(one, other);

    public int GetHashCode(ProcessTarget process) => process.Id.GetHashCode();
}
