namespace Supervision.Conformance.Acceptance;

/// <summary>No row may be forgotten, and what holds one may not get lost.</summary>
public sealed class AcceptanceTableTests
{
    private const string AcceptVariable = "SUPERVISION_ACCEPT_CASES";

    [Fact]
    public void Rows_AreNumberedFromOneInEachSection() => AssertNone(
        from section in AcceptanceLists.Rows.GroupBy(static row => row.Section)
        from row in section.Index()
        where row.Item.Number != $"{section.Key}.{row.Index + 1}"
        select $"{row.Item.Number} is row {row.Index + 1} of section {section.Key}");

    [Fact]
    public void EveryRow_IsHeldOrHasAReasonOrIsOpen_AndOnlyOneOfThem() => AssertNone(
        from row in AcceptanceLists.Rows
        let status = AcceptanceTable.StatusOf(row.Number)
        where status.Count != 1
        select $"{row.Number} {row.Name} is {(status.Count == 0 ? "nothing" : string.Join(" and ", status))}");

    [Fact]
    public void RowsOfTheLists_AreRows() => AssertNone(
        AcceptanceLists.HeldBy.Concat(AcceptanceLists.Reasons).Concat(AcceptanceLists.Open).Select(static rows => rows.Key)
            .Except(AcceptanceLists.Rows.Select(static row => row.Number)));

    [Fact]
    public void WhatHoldsARow_IsThereOnceAndIsRun() => AssertNone(
        from row in AcceptanceLists.HeldBy
        from said in row
        let found = EvidenceSources.All.Where(evidence => evidence.IsMeantBy(said)).ToArray()
        where found is not [{ IsRun: true }]
        select $"{row.Key}: '{said}' is {(found.Length == 0 ? "not there" : string.Join(" and ", found.AsEnumerable()))}");

    /// <summary>The sources are read as the runner reads this assembly: the same tests, all of them run.</summary>
    [Fact]
    public void SourcesOfThisProject_HaveTheTestsOfItsAssembly()
    {
        IEnumerable<string> compiled =
            from type in typeof(AcceptanceTableTests).Assembly.GetTypes()
            where type.IsPublic && type.Name.EndsWith("Tests", StringComparison.Ordinal)
            from method in type.GetMethods()
            where method.IsDefined(typeof(FactAttribute), inherit: true)
            select $"{type.Name}.{method.Name}";

        IEnumerable<string> read = EvidenceSources.All.Where(static evidence => evidence.Place == "Supervision.Conformance").Select(static evidence => evidence.Name);

        Assert.Equal(compiled.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Page_SaysWhatTheListsSay()
    {
        string path = Path.Combine(AcceptanceLists.Folder, "README.md");
        string actual = AcceptanceTable.Print();
        if (Environment.GetEnvironmentVariable(AcceptVariable) is "1")
        {
            File.WriteAllText(path, actual);
        }

        string before = File.Exists(path) ? File.ReadAllText(path) : "";
        IEnumerable<string> difference = actual.Split('\n').Except(before.Split('\n')).Select(static line => "+ " + line);

        Assert.True(
            before == actual,
            $"The page of rows is not what the lists say:\n{string.Join('\n', difference)}\n"
            + $"If that is meant, run the tests once with {AcceptVariable}=1 and commit the changed README.md beside the lists.");
    }

    private static void AssertNone(IEnumerable<string> offenders)
    {
        string list = string.Join('\n', offenders);
        Assert.True(list.Length == 0, list);
    }
}
