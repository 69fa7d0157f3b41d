namespace FactConsumers.Tests;

public sealed class FactsCommandLineTests
{
    [Fact]
    public void Parse_NoArguments_IsRunWithDefaults() =>
        Assert.Equal(new ProgramOptions(), Assert.IsType<CommandLineResult<ProgramOptions>.Run>(FactsCommandLine.New().Parse([])).Options);

    [Fact]
    public void Parse_EveryOptionInBothForms_IsRead()
    {
        string[] arguments = ["--port", "0", "--data=d", "--amqp", "amqp://guest:guest@127.0.0.1:5672", "--replica=b", "--slow", "1.5s"];

        var expected = new ProgramOptions
        {
            Port = 0,
            DataDirectory = "d",
            Amqp = new Uri("amqp://guest:guest@127.0.0.1:5672"),
            Replica = "b",
            Slow = TimeSpan.FromMilliseconds(1500),
        };
        Assert.Equal(expected, Assert.IsType<CommandLineResult<ProgramOptions>.Run>(FactsCommandLine.New().Parse(arguments)).Options);
    }

    [Theory]
    [InlineData("did you mean '--amqp'", "--ampq", "x")]
    [InlineData("--amqp was 'localhost'; must be a URL", "--amqp", "localhost")]
    [InlineData("--amqp was 'http://x'; must be a URL", "--amqp", "http://x")]
    [InlineData("--port was '70000'; must be", "--port", "70000")]
    [InlineData("--slow was '5'; must be", "--slow", "5")]
    public void Parse_Mistake_SaysWhatIsAllowed(string expected, params string[] arguments) =>
        Assert.Contains(expected, Assert.IsType<CommandLineResult<ProgramOptions>.Mistake>(FactsCommandLine.New().Parse(arguments)).Text, StringComparison.Ordinal);

    [Fact]
    public void Parse_Help_IsHelpAndNamesEveryOption()
    {
        var help = Assert.IsType<CommandLineResult<ProgramOptions>.Help>(FactsCommandLine.New().Parse(["--help"]));

        Assert.All(["--port", "--amqp", "--data", "--replica", "--slow"], option => Assert.Contains($"\n  {option} ", help.Text, StringComparison.Ordinal));
    }
}
