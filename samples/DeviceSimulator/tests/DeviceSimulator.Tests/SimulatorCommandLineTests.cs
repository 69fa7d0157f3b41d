namespace DeviceSimulator.Tests;

public sealed class SimulatorCommandLineTests
{
    [Fact]
    public void Parse_NoArguments_IsRunWithDefaults() =>
        Assert.Equal(new ProgramOptions(), Assert.IsType<CommandLineResult<ProgramOptions>.Run>(SimulatorCommandLine.New().Parse([])).Options);

    [Fact]
    public void Parse_EveryOptionInBothForms_IsRead()
    {
        ProgramOptions options = Assert.IsType<CommandLineResult<ProgramOptions>.Run>(SimulatorCommandLine.New().Parse(["--devices", "20", "--port=5000", "--bonkers", "17,3-4"])).Options;

        Assert.Equal((20, 5000), (options.Devices, options.Port));
        Assert.Equal([17, 3, 4], options.Bonkers);
    }

    [Theory]
    [InlineData("There is no option '--device'; did you mean '--devices'? See --help.", "--device", "3")]
    [InlineData("--devices needs a value. See --help.", "--devices")]
    [InlineData("--devices was '0'; must be a number from 1 to 2000. See --help.", "--devices=0")]
    [InlineData("--devices was 'many'; must be a number from 1 to 2000. See --help.", "--devices", "many")]
    [InlineData("--port was '70000'; must be a number from 0 to 65535. See --help.", "--port", "70000")]
    [InlineData("--port was '65500'; with 200 devices it must be at most 65335. See --help.", "--port", "65500")]
    [InlineData("--bonkers was '17'; must be devices from 1 to 10, such as 17, 3-9 or 3,5. See --help.", "--bonkers", "17", "--devices", "10")]
    public void Parse_Mistake_SaysWhatIsAllowed(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.IsType<CommandLineResult<ProgramOptions>.Mistake>(SimulatorCommandLine.New().Parse(arguments)).Text);

    [Fact]
    public void Parse_Help_IsHelpAndNamesEveryOption()
    {
        var help = Assert.IsType<CommandLineResult<ProgramOptions>.Help>(SimulatorCommandLine.New().Parse(["--help"]));

        Assert.All(["--devices", "--port", "--bonkers", "cut", "drop", "hang", "heal", "list"], word => Assert.Contains($"\n  {word} ", help.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("all", new[] { 1, 2, 3, 4 })]
    [InlineData("2", new[] { 2 })]
    [InlineData("2-4", new[] { 2, 3, 4 })]
    [InlineData("4,1-2", new[] { 4, 1, 2 })]
    public void Devices_AsPeopleWriteThem_AreRead(string text, int[] expected)
    {
        Assert.True(DeviceNumbers.TryParse(text, 4, out IReadOnlyList<int> devices));
        Assert.Equal(expected, devices);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("3-2")]
    [InlineData("1-2-3")]
    [InlineData("1,")]
    [InlineData("-1")]
    public void Devices_NotThere_AreNone(string text) => Assert.False(DeviceNumbers.TryParse(text, 4, out _));
}
