using System.Net;

namespace MakeItCrash.Tests;

public sealed class CommandLineParserTests
{
    [Fact]
    public void Parse_Nothing_HasTheDefaultsThatHelpPrints() =>
        Assert.Equal((new ProgramOptions { ListensOn = new IPEndPoint(IPAddress.Loopback, 5090), Pause = TimeSpan.FromMilliseconds(900) }, "", false), CommandLineParser.Parse([]));

    [Fact]
    public void Parse_AllOptions_AreTaken()
    {
        ProgramOptions? options = CommandLineParser.Parse(["--port", "80", "--listen", "0.0.0.0", "--pause", "100"]).Options;

        Assert.Equal(new ProgramOptions { ListensOn = new IPEndPoint(IPAddress.Any, 80), Pause = TimeSpan.FromMilliseconds(100) }, options);
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "")]
    [InlineData("--pause", "99")]
    [InlineData("--pause", "4001")]
    [InlineData("--listen", "everywhere")]
    [InlineData("--nothing", "1")]
    public void Parse_Mistake_IsNamedAndHelpFollows(string name, string value)
    {
        (ProgramOptions? options, string text, bool isMistake) = CommandLineParser.Parse([name, value]);

        Assert.Null(options);
        Assert.True(isMistake);
        Assert.StartsWith($"'{name} {value}' is not understood.", text, StringComparison.Ordinal);
        Assert.EndsWith(CommandLineParser.Help, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Help_IsNoMistake() => Assert.Equal((null, CommandLineParser.Help, false), CommandLineParser.Parse(["--help"]));
}
