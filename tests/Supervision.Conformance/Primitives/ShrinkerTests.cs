namespace Supervision.Conformance.Primitives;

public sealed class ShrinkerTests
{
    [Fact]
    public void Shrink_OfAPlantedPair_LeavesThePair()
    {
        PrimitiveProgram program = PrimitiveProgram.Parse(
            1,
            """
            out: spawn p0; spawn p1
            p0: trap on; link p1; send p1 1 | p1: send p0 2
            advance 1
            p1: send p0 3; crash bad
            advance 2
            """);

        PrimitiveProgram smallest = Shrinker.Shrink(program, programs => [.. programs.Select(HasLinkBeforeCrash)]);

        Assert.Equal("p0: link p1\np1: crash bad\n", smallest.StepLines);
    }

    [Fact]
    public void Shrink_OfWhatNothingSmallerShows_LeavesItAsItIs()
    {
        PrimitiveProgram program = PrimitiveProgram.Parse(1, "out: spawn p0\np0: exit boom");

        Assert.Equal(program.StepLines, Shrinker.Shrink(program, static programs => [.. programs.Select(static _ => false)]).StepLines);
    }

    private static bool HasLinkBeforeCrash(PrimitiveProgram program) =>
        program.Operations.SkipWhile(static operation => operation.Word != "link").Any(static operation => operation.Word == "crash");
}
