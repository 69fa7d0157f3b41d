using System.CommandLine;

namespace Programs.Tests;

public sealed class CommandLineTests
{
    private const string Description = "a description that is longer than a line can be, and so has to go on in the next line, below its own beginning and not below the option";

    [Fact]
    public void Parse_NoArguments_IsRunWithDefaults() => Assert.Equal(new Said(5000, "x", TimeSpan.Zero, false, ""), Run());

    [Fact]
    public void Parse_BothForms_AreRead() =>
        Assert.Equal(new Said(0, "a=b:c", TimeSpan.FromSeconds(1.5), true, "one two"), Run("--port=0", "--text", "a=b:c", "--wait=1.5s", "--flag", "--words", "one", "two"));

    [Theory]
    [InlineData("There is no option '--prot'; did you mean '--port'? See --help.", "--prot", "1")]
    [InlineData("There is no option '-port'; did you mean '--port'? See --help.", "-port")]
    [InlineData("There is no option '--prot'; did you mean '--port'? See --help.", "--prot=1")]
    [InlineData("There is no option '--qqqqqqqqqq'. See --help.", "--qqqqqqqqqq")]
    [InlineData("There is no option 'stray'. See --help.", "stray")]
    [InlineData("There is no option '@stray'. See --help.", "@stray")]
    [InlineData("There is no option 'no'. See --help.", "--flag", "no")]
    [InlineData("--port needs a value. See --help.", "--port")]
    [InlineData("--port needs a value. See --help.", "--port=")]
    [InlineData("--text needs a value. See --help.", "--text", " ")]
    [InlineData("--port was '-1'; must be a number from 0 to 65535. See --help.", "--port", "-1")]
    [InlineData("--port was '--text'; must be a number from 0 to 65535. See --help.", "--port", "--text")]
    [InlineData("--port was given 2 times; must be given once. See --help.", "--port", "1", "--port", "2")]
    [InlineData("--even was 'odd'; must be even. See --help.", "--even", "odd")]
    [InlineData("--wait was '1h'; must be a number with ms, s or m behind it, such as 2s, at least 1ms and at most a day. See --help.", "--wait", "1h")]
    [InlineData("--port was '13'; that is unlucky. See --help.", "--port", "13")]
    public void Parse_Mistake_IsOneSentence(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.IsType<CommandLineResult<Said>.Mistake>(New().Parse(arguments)).Text);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public void Parse_Help_IsHelpWhateverElseIsSaid(params string[] arguments) =>
        Assert.IsType<CommandLineResult<Said>.Help>(New().Parse(["--port", "1", .. arguments]));

    [Fact]
    public void Help_IsReadableInAHundredColumns()
    {
        string text = Assert.IsType<CommandLineResult<Said>.Help>(New().Parse(["--help"])).Text;

        Assert.Contains("  dotnet run --project samples/Sample -- [options]\n", text, StringComparison.Ordinal);
        Assert.Matches("\n  --port <N> +the port \\[default: 5000\\]\n", text);
        Assert.Matches("\n  --flag +a flag\n", text);
        Assert.Contains("\n\nBelow.\n\nExit codes: 0 ", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Theory]
    [InlineData("here")]
    [InlineData("there", "there")]
    public void Parse_Argument_IsRead(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.IsType<CommandLineResult<string>.Run>(NewWithArgument().Parse(arguments)).Options);

    [Theory]
    [InlineData("PLACE was ''; must be a text that is not empty. See --help.", "")]
    [InlineData("There is no option '--there'. See --help.", "--there")]
    [InlineData("There is no option 'there'. See --help.", "here", "there")]
    public void Parse_MistakenArgument_IsOneSentence(string expected, params string[] arguments) =>
        Assert.Equal(expected, Assert.IsType<CommandLineResult<string>.Mistake>(NewWithArgument().Parse(arguments)).Text);

    private static CommandLine<string> NewWithArgument()
    {
        Argument<string> place = CommandLineArgument.Text("PLACE", "a place", "here");
        return new CommandLine<string>("Sample", "What it is.", [], said => said.GetRequiredValue(place), place);
    }

    private static Said Run(params string[] arguments) => Assert.IsType<CommandLineResult<Said>.Run>(New().Parse(arguments)).Options;

    private static CommandLine<Said> New()
    {
        Option<int> port = CommandLineOption.Number("--port", 0, ushort.MaxValue, 5000, "the port");
        Option<string> text = CommandLineOption.Text("--text", "TEXT", Description, "x");
        Option<string> even = CommandLineOption.Value("--even", "TEXT", "even", text => text.Length % 2 == 0 ? text : null, "an even text");
        Option<TimeSpan> wait = CommandLineOption.Duration("--wait", "2s", "a time");
        Option<bool> flag = CommandLineOption.Flag("--flag", "a flag");
        Option<string[]> words = CommandLineOption.Words("--words", "...", "words");
        return new CommandLine<Said>(
            "Sample",
            "What it is.",
            [port, text, even, wait, flag, words],
            said => new Said(said.GetValue(port), said.GetRequiredValue(text), said.GetValue(wait), said.GetValue(flag), string.Join(' ', said.GetValue(words) ?? [])))
        {
            Check = said => said.GetValue(port) == 13 ? "--port was '13'; that is unlucky." : null,
            Below = "Below.",
        };
    }

    private sealed record Said(int Port, string Text, TimeSpan Wait, bool Flag, string Words);
}
