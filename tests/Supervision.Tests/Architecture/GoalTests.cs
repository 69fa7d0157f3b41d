namespace Supervision.Tests.Architecture;

/// <summary>The documents of the benchmarks agree with each other.</summary>
public sealed class GoalTests
{
    private const string Missed = "(missed)";

    [Fact]
    public void Results_GoalThatIsMissed_IsExplained()
    {
        string reasons = Repository.Read("benchmarks/GOALS.md");

        IEnumerable<string> missed = Rows().Where(static row => row.Contains(Missed, StringComparison.Ordinal)).Select(WorkloadOf).Distinct();

        Offenders.AssertNone(missed.Where(workload => !reasons.Contains($"`{workload}`", StringComparison.Ordinal)));
    }

    /// <summary>A name that was changed would excuse nothing.</summary>
    [Fact]
    public void Goals_ThatAreExplained_AreWorkloads()
    {
        HashSet<string> known = [.. Rows().Select(WorkloadOf)];

        IEnumerable<string> named = Repository.Read("benchmarks/GOALS.md")
            .Split('\n')
            .Where(static line => line.StartsWith('`'))
            .SelectMany(static line => line.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            .Select(static name => name.Trim('`', ',', ' '));

        Offenders.AssertNone(named.Where(name => !known.Contains(name)));
    }

    private static IEnumerable<string> Rows() =>
        Repository.Read("benchmarks/RESULTS.md").Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('.', StringComparison.Ordinal));

    private static string WorkloadOf(string row) => row.Split('|')[1].Trim().Split(':')[0];
}
