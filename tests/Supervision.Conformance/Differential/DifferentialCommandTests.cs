using System.Text.Json.Nodes;

namespace Supervision.Conformance.Differential;

public sealed class DifferentialCommandTests
{
    private static readonly JsonObject Scenario = new() { ["root"] = new JsonObject(), ["steps"] = new JsonArray() };

    [Theory]
    [InlineData("--seed: 'x' is not a whole number from 0 to 18446744073709551615", "--seed", "x")]
    [InlineData("--count: a value is missing", "--count")]
    [InlineData("--count: '0' is not a whole number from 1 to 2147483647", "--count", "0")]
    [InlineData("--from: '-3' is not a whole number from 1 to 2147483647", "--from", "-3")]
    [InlineData("'--sed' is not an option of differential", "--sed", "1")]
    [InlineData("--from: this many scenarios cannot be numbered", "--from", "2147483647", "--count", "2147483647")]
    public async Task Arguments_ThatMakeNoSense_AreNamed_AndTheCommandExitsWith2(string message, params string[] args)
    {
        using StringWriter errors = new();

        int code = await DifferentialCommand.RunAsync(args, TextWriter.Null, errors);

        Assert.Equal(2, code);
        Assert.StartsWith(message, errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("usage: differential", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_AreRead()
    {
        (DifferentialOptions options, string? error) = DifferentialOptions.Parse(["--seed", "18446744073709551615", "--count", "20", "--from", "3"]);

        Assert.Null(error);
        Assert.Equal(new DifferentialOptions(ulong.MaxValue, 3, 20, null), options);
    }

    [Fact]
    public void SideBySide_MarksTheFirstLineThatDiffers_AndOnlyIt()
    {
        string[] lines = [.. TraceComparison.SideBySide("OTP", ["same", "one", "more"], "here", ["same", "another"])];

        Assert.Equal(["   OTP  | here", "   same | same", ">> one  | another", "   more | (end)"], lines);
    }

    [Fact]
    public async Task Play_SidesDifferForGood_IsADifference()
    {
        BothSides sides = new(static (_, _) => Task.FromResult<string[]>(["scenario x", "outcome other"]));

        Assert.True((await sides.PlayAsync("x", Scenario)).Differ);
        Assert.Equal(0, sides.Races);
    }

    [Fact]
    public async Task Play_OtpAgreesWhenAskedAgain_IsARaceOfTheRecording()
    {
        int asked = 0;
        BothSides sides = new((_, _) => Task.FromResult(asked++ == 0 ? ["scenario x"] : BothSides.Here("x", Scenario).ToArray()));

        Assert.False((await sides.PlayAsync("x", Scenario)).Differ);
        Assert.Equal(1, sides.Races);
    }
}
