namespace Supervision.Conformance.Mutations;

public sealed class MutationTests
{
    private static readonly string Root = WorkingCopy.FindRepository();

    public static TheoryData<string> RuleNames => [.. PlantedError.Read(MutationCommand.Data("Rules.txt")).Select(static error => error.Name)];

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Rule_StillFitsTheSources(string name)
    {
        PlantedError error = Assert.Single(PlantedError.Read(MutationCommand.Data("Rules.txt")), error => error.Name == name);
        string source = File.ReadAllText(Path.Combine(Root, error.File));

        Assert.NotEqual(source, error.ApplyTo(source));
    }

    [Fact]
    public void Equivalents_AreStillInTheSources_WithASentenceEach() => Assert.All(Equivalent.Read(MutationCommand.Data("Equivalents.txt")), static known =>
    {
        Assert.Contains(known.Original, FlatSource(known.File), StringComparison.Ordinal);
        Assert.EndsWith(".", known.Because, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("a", "=== x\nfile: f\n<<<\nb\n>>>\nc")]
    [InlineData("b b", "=== x\nfile: f\n<<<\nb\n>>>\nc")]
    [InlineData("b", "=== x\nfile: f\n")]
    public void ErrorThatDoesNotFit_IsRefused(string source, string rules)
    {
        PlantedError error = Assert.Single(PlantedError.Read(rules));

        Assert.Throws<MutationException>(() => error.ApplyTo(source));
    }

    [Fact]
    public void Error_OfSeveralChanges_MakesThemAll()
    {
        PlantedError error = Assert.Single(PlantedError.Read("for people\n=== x\nfile: f\n<<<\na\n>>>\nb\n<<<\nc\nd\n>>>\n\n"));

        Assert.Equal("1b2", error.ApplyTo("1a2c\nd"));
    }

    [Theory]
    [InlineData("test", null, "found       x: test", "1 mutations: 1 found, 0 equivalent, 0 survived", 0)]
    [InlineData(null, "why", "equivalent  x (why)", "1 mutations: 0 found, 1 equivalent, 0 survived", 0)]
    [InlineData(null, null, "SURVIVED    x", "1 mutations: 0 found, 0 equivalent, 1 survived", 1)]
    [InlineData("test", "why", "found       x: test - BUT IT IS LISTED AS EQUIVALENT", "1 mutations: 1 found, 0 equivalent, 0 survived", 1)]
    public void Score_SaysWhatBecameOfEach(string? finder, string? equivalent, string line, string sum, int code)
    {
        using StringWriter log = new() { NewLine = "\n" };
        Score score = new(log);

        score.Add("x", finder, equivalent);
        score.WriteSum();

        Assert.Equal($"{line}\n{sum}\n", log.ToString());
        Assert.Equal(code, score.ExitCode);
    }

    [Fact]
    public void Report_GivesTheMutants_WithTheirText()
    {
        const string Report = """
            { "files": { "Signals/Link.cs": { "source": "one\ntwo\nthree", "mutants": [ {
              "mutatorName": "Block removal mutation", "replacement": "{}", "status": "Survived",
              "location": { "start": { "line": 1, "column": 2 }, "end": { "line": 3, "column": 3 } } } ] } } }
            """;

        Mutant mutant = Assert.Single(Mutant.Read(Report, Root));

        Assert.Equal(new Mutant("src/Supervision/Signals/Link.cs", 1, "Block removal mutation", "ne two th", "{}", "Survived"), mutant);
        Assert.True(mutant.IsTested);
        Assert.False(mutant.IsFound);
    }

    private static string FlatSource(string file) => string.Join(
        ' ', File.ReadAllText(Path.Combine(Root, file)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
