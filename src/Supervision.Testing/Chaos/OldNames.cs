namespace Supervision.Testing.Chaos;

/// <summary>
/// On real threads a killed supervisor may be started again while a process below it still holds its name: each start that fails of it counts as a
/// restart, and how many do is a race that can take any supervisor above with it.
/// </summary>
internal static class OldNames
{
    /// <summary>Whether the restart of a process that is killed may meet such a name.</summary>
    internal static bool MayBeMet(TreeEntry victim) => victim.Type == ChildType.Supervisor && victim.All().Skip(1).Any(static below => below.Name is not null);
}
