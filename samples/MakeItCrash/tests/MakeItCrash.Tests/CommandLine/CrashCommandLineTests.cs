using System.Net;

namespace MakeItCrash.Tests;

public sealed class CrashCommandLineTests
{
    [Fact]
    public void Parse_Nothing_HasTheDefaultsThatHelpPrints() =>
        Assert.Equal(new ProgramOptions(), Assert.IsType<CommandLineResult<ProgramOptions>.Run>(CrashCommandLine.New().Parse([])).Options);

    [Fact]
    public void Parse_AllOptions_AreTaken() => Assert.Equal(
        new ProgramOptions { ListensOn = new IPEndPoint(IPAddress.Any, 80), Pause = TimeSpan.FromMilliseconds(100) },
        Assert.IsType<CommandLineResult<ProgramOptions>.Run>(CrashCommandLine.New().Parse(["--port", "80", "--listen=0.0.0.0", "--pause", "100"])).Options);

    [Theory]
    [InlineData("--port was '65536'; must be a number from 0 to 65535. See --help.", "--port", "65536")]
    [InlineData("--port was '-1'; must be a number from 0 to 65535. See --help.", "--port", "-1")]
    [InlineData("--port needs a value. See --help.", "--port", "")]
    [InlineData("--pause was '99'; must be a number from 100 to 4000. See --help.", "--pause", "99")]
    [InlineData("--pause was '4001'; must be a number from 100 to 4000. See --help.", "--pause", "4001")]
    [InlineData("--listen was 'everywhere'; must be an IP address such as 127.0.0.1 or 0.0.0.0. See --help.", "--listen", "everywhere")]
    [InlineData("There is no option '--puase'; did you mean '--pause'? See --help.", "--puase", "100")]
    public void Parse_Mistake_SaysWhatIsAllowed(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.IsType<CommandLineResult<ProgramOptions>.Mistake>(CrashCommandLine.New().Parse(arguments)).Text);

    [Fact]
    public void Parse_Help_NamesEveryOption()
    {
        var help = Assert.IsType<CommandLineResult<ProgramOptions>.Help>(CrashCommandLine.New().Parse(["--help"]));

        Assert.All(["--port", "--listen", "--pause"], option => Assert.Contains($"\n  {option} ", help.Text, StringComparison.Ordinal));
    }
}
