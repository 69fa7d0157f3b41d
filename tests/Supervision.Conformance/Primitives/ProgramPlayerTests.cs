namespace Supervision.Conformance.Primitives;

public sealed class ProgramPlayerTests
{
    public static TheoryData<string> Recorded => [.. RecordedPrograms.Names];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void RecordedProgram_InThePlainOrder_GivesOtpsTrace(string name)
    {
        PrimitiveProgram program = RecordedPrograms.ProgramOf(name);

        Assert.Equal(RecordedPrograms.TraceOf(name), TextOf(program, ProgramPlayer.Play(program, null)));
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void RecordedProgram_InDrawnOrders_GivesOtpsTrace(string name)
    {
        PrimitiveProgram program = RecordedPrograms.ProgramOf(name);
        string expected = RecordedPrograms.TraceOf(name);

        for (ulong seed = 1; seed <= 50; seed++)
        {
            Assert.Equal(expected, TextOf(program, ProgramPlayer.Play(program, seed)));
        }
    }

    [Fact]
    public void RecordedPrograms_AreThirteen() => Assert.Equal(13, RecordedPrograms.Names.Count());

    [Fact]
    public void GeneratedPrograms_InDrawnOrders_GiveOneTrace()
    {
        for (int number = 1; number <= 200; number++)
        {
            (PrimitiveProgram program, List<StepRecord> records) = ProgramPlayer.PlayPromised(ProgramGenerator.Generate(7, number));

            Assert.Equal(CanonicalTrace.Of(program, records), CanonicalTrace.Of(program, ProgramPlayer.Play(program, program.Order)));
        }
    }

    [Theory]
    [InlineData("p0: signal p1 boom | p2: signal p1 other", "p0: signal p1 boom")]
    [InlineData("p0: signal p1 boom; monitor p1 r1", "p0: signal p1 boom")]
    [InlineData("p0: unlink p1 | p1: link p0", "p0: unlink p1")]
    [InlineData("p0: send p1 1 | p2: send p1 2", "p0: send p1 1 | p2: send p1 2")]
    [InlineData("p0: receive forever any; send p1 1", "p0: send p1 1")]
    public void OpenStep_KeepsWhatIsPromised(string written, string kept)
    {
        PrimitiveProgram program = PrimitiveProgram.Parse(1, "out: spawn p0; spawn p1; spawn p2\n" + written);

        (PrimitiveProgram played, _) = ProgramPlayer.PlayPromised(program);

        Assert.Equal(kept, played.Steps[1].ToString());
    }

    private static string TextOf(PrimitiveProgram program, IReadOnlyList<StepRecord> records) =>
        string.Concat(CanonicalTrace.Of(program, records).Select(static line => line + "\n"));
}
