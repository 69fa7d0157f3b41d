namespace Supervision.Conformance.Cases.Table;

/// <summary>Nothing that was published may be forgotten, and nothing that was restated may get lost.</summary>
public sealed class CaseTableTests
{
    private const string AcceptVariable = "SUPERVISION_ACCEPT_CASES";

    private static readonly string[] FinishedParts = ["S", "G", "P", "D", "E", "N"];

    [Fact]
    public void Catalogue_NamesEachRowOnce() => AssertNone(
        Catalogue.Cases.GroupBy(static item => item.Row).Where(static rows => rows.Count() > 1).Select(static rows => rows.Key));

    [Fact]
    public void EveryRow_IsCoveredOrNotApplicableOrOpen_AndOnlyOneOfThem() => AssertNone(
        from item in Catalogue.Cases
        let status = CaseTable.StatusOf(item.Row)
        where status.Count != 1
        select $"{item.Row} {item.Name} is {(status.Count == 0 ? "nothing" : string.Join(" and ", status))}");

    [Fact]
    public void RowsOfTests_AreInTheCatalogue_WithTheirSuiteAndName() => AssertNone(
        from test in CoveringTest.All
        let said = new PublishedCase(test.Case.Row, test.Case.Suite, test.Case.Name)
        where !Catalogue.Cases.Contains(said)
        select $"{test.Name} restates {said}");

    [Fact]
    public void TestsThatCoverARow_AreRun() => AssertNone(CoveringTest.Idle);

    [Fact]
    public void RowsOfTheLists_AreInTheCatalogue() => AssertNone(
        Catalogue.NotApplicable.Concat(Catalogue.Open).Select(static rows => rows.Key).Except(Catalogue.Cases.Select(static item => item.Row)));

    [Fact]
    public void ProcessesServersAndSupervisors_HaveNoOpenRow() => AssertNone(
        Catalogue.Cases.Where(static item => FinishedParts.Contains(item.Part) && Catalogue.Open.Contains(item.Row)).Select(static item => item.Row));

    [Fact]
    public void Page_SaysWhatTheTestsSay()
    {
        string path = Path.Combine(Catalogue.Folder, "README.md");
        string actual = CaseTable.Print();
        if (Environment.GetEnvironmentVariable(AcceptVariable) is "1")
        {
            File.WriteAllText(path, actual);
        }

        string[] before = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] after = actual.Split('\n');
        IEnumerable<string> difference = before.Except(after).Select(static line => "- " + line).Concat(after.Except(before).Select(static line => "+ " + line));

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == actual,
            $"The page of published cases is not what the tests say:\n{string.Join('\n', difference)}\n"
            + $"If that is meant, run the tests once with {AcceptVariable}=1 and commit the changed README.md beside the cases.");
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        string list = string.Join('\n', offenders);
        Assert.True(list.Length == 0, list);
    }
}
