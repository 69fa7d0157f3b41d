namespace Supervision.Conformance.Primitives;

public sealed class PrimitivesCommandTests
{
    [Theory]
    [InlineData("--seed")]
    [InlineData("--seed", "many")]
    [InlineData("--count", "0")]
    [InlineData("--first", "-1")]
    [InlineData("--often", "1")]
    public void Arguments_ThatAreNotUnderstood_AreNamed_AndExitWith2(params string[] arguments)
    {
        using StringWriter errors = new();

        int code = PrimitivesCommand.Run(arguments, TextWriter.Null, errors);

        Assert.Equal(2, code);
        Assert.Contains(arguments[0], errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("usage: primitives", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_ThatAreGiven_AreTaken()
    {
        (PrimitivesOptions? options, string? mistake) = PrimitivesOptions.Parse(["--seed", "5", "--first", "7", "--count", "9"]);

        Assert.Null(mistake);
        Assert.Equal(new PrimitivesOptions(5, 7, 9), options);
    }

    [Theory]
    [InlineData("p0: jump p1", "'jump p1' is not an operation")]
    [InlineData("p0: link", "'link' is not an operation")]
    [InlineData("link p1", "does not say who acts")]
    public void Program_ThatMakesNoSense_IsRefused(string line, string message)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => PrimitiveProgram.Parse(1, line));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SideBySide_MarksTheFirstLineThatDiffers()
    {
        Comparison comparison = new(PrimitiveProgram.Parse(1, "advance 1"), ["same", "ours", "x"], ["same", "theirs", "y"]);

        string[] lines = comparison.SideBySide("OTP").Split(Environment.NewLine);

        Assert.True(comparison.IsDifferent);
        Assert.Equal([2], lines.Index().Where(static line => line.Item.StartsWith(">>", StringComparison.Ordinal)).Select(static line => line.Index));
    }
}
