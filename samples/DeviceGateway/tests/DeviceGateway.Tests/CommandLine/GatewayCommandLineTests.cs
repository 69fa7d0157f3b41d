namespace DeviceGateway.Tests;

public sealed class GatewayCommandLineTests
{
    [Fact]
    public void Parse_Nothing_IsTheDefaults() =>
        Assert.Equal(new ProgramOptions(), Assert.IsType<CommandLineResult<ProgramOptions>.Run>(GatewayCommandLine.New().Parse([])).Options);

    [Fact]
    public void Parse_Everything_IsRead()
    {
        ProgramOptions options = Assert.IsType<CommandLineResult<ProgramOptions>.Run>(GatewayCommandLine.New().Parse(
            ["--port", "0", "--devices", "10.0.0.1:17001,200", "--amqp", "amqp://guest:guest@127.0.0.1", "--data", "d", "--refuse-stale", "--offline"])).Options;

        Assert.Equal((0, "d", true, true), (options.Port, options.DataDirectory, options.RefusesStale, options.IsOffline));
        Assert.Equal(new DeviceRange("10.0.0.1", 17001, 200), options.Devices);
        Assert.Equal(new DeviceConfiguration("200", "10.0.0.1", 17200, TimeSpan.FromSeconds(1), "hall-4"), options.Devices!.AsChange().Put![199]);
        Assert.Equal("127.0.0.1", options.Amqp!.Host);
    }

    [Fact]
    public void Parse_NoQuestion_SaysWhatCanBeAsked() => Assert.Equal(
        "--supervision needs a question: tree, json, mermaid, dot, or what-if PATH. See --help.",
        Assert.IsType<CommandLineResult<ProgramOptions>.Mistake>(GatewayCommandLine.New().Parse(["--supervision"])).Text);

    [Theory]
    [InlineData("tree")]
    [InlineData("what-if", "root/stock")]
    public void Parse_Question_IsWhatFollows(params string[] words) => Assert.Equal(
        ["--supervision", .. words],
        Assert.IsType<CommandLineResult<ProgramOptions>.Run>(GatewayCommandLine.New().Parse(["--port", "0", "--supervision", .. words])).Options.Question);

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--port")]
    [InlineData("--devices", "10.0.0.1:17001")]
    [InlineData("--devices", "10.0.0.1:65535,2")]
    [InlineData("--devices", "10.0.0.1,2")]
    [InlineData("--sql", "mysql://x")]
    [InlineData("--amqp", "http://x")]
    [InlineData("--nonsense")]
    public void Parse_Mistake_NamesTheOption(params string[] arguments) =>
        Assert.Contains(arguments[0], Assert.IsType<CommandLineResult<ProgramOptions>.Mistake>(GatewayCommandLine.New().Parse(arguments)).Text, StringComparison.Ordinal);

    [Fact]
    public void Parse_Help_NamesEveryOption()
    {
        var help = Assert.IsType<CommandLineResult<ProgramOptions>.Help>(GatewayCommandLine.New().Parse(["--port", "1", "--help"]));

        Assert.All(
            ["--port", "--devices", "--sql", "--amqp", "--data", "--refuse-stale", "--offline", "--supervision"],
            option => Assert.Contains($"\n  {option} ", help.Text, StringComparison.Ordinal));
    }
}
