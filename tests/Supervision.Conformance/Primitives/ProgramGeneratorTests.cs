namespace Supervision.Conformance.Primitives;

public sealed class ProgramGeneratorTests
{
    [Fact]
    public void SameSeed_GivesTheSamePrograms_AnotherGivesOthers()
    {
        string one = Programs(3, 20);

        Assert.Equal(one, Programs(3, 20));
        Assert.NotEqual(one, Programs(4, 20));
    }

    [Fact]
    public void Program_WrittenDown_IsReadAsItWas()
    {
        PrimitiveProgram program = ProgramGenerator.Generate(1, 1);

        Assert.Equal(program.StepLines, PrimitiveProgram.Parse(1, program.StepLines).StepLines);
    }

    [Fact]
    public void ThousandPrograms_WithoutWhatIsOpen_HaveEveryOperation()
    {
        IEnumerable<PrimitiveProgram> played = Enumerable.Range(1, 1000).Select(number => ProgramPlayer.PlayPromised(ProgramGenerator.Generate(1, number)).Program);

        ILookup<string, Operation> operations = played.SelectMany(program => program.Operations).ToLookup(operation => operation.Word, StringComparer.Ordinal);

        Assert.DoesNotContain(Operation.Words.Keys, word => operations[word].Count() < 20);
        Assert.Equal(9, operations["signal"].Select(operation => operation[1]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(9, operations["exit"].Select(operation => operation[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(9, operations["receive"].Select(operation => operation.Pattern.Kind).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(4, operations["receive"].Select(operation => operation[0]).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Programs(ulong seed, int count) =>
        string.Concat(Enumerable.Range(1, count).Select(number => ProgramGenerator.Generate(seed, number).ToString()));
}
