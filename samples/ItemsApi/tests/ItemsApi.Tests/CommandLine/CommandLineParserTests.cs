namespace ItemsApi.Tests;

public sealed class CommandLineParserTests
{
    [Fact]
    public void Parse_NoArguments_IsRunWithDefaults()
    {
        var run = Assert.IsType<CommandLineResult.Run>(CommandLineParser.Parse([]));

        Assert.Equal(new ProgramOptions(), run.Options);
    }

    [Fact]
    public void Parse_EveryOptionInBothForms_IsRead()
    {
        string[] arguments =
        [
            "--port", "0", "--data=d", "--postgres", "Host=h;Database=b", "--smtp=::1:25",
            "--mail-to", "a@b", "--audit", "f", "--announce=g", "--kill-mailer-every", "100ms", "--slow-open=1.5s",
        ];

        var run = Assert.IsType<CommandLineResult.Run>(CommandLineParser.Parse(arguments));

        var expected = new ProgramOptions
        {
            Port = 0,
            DataDirectory = "d",
            Postgres = "Host=h;Database=b",
            Smtp = new SmtpHost("::1", 25),
            MailTo = "a@b",
            Audit = "f",
            Announce = "g",
            KillMailerEvery = TimeSpan.FromMilliseconds(100),
            SlowOpen = TimeSpan.FromMilliseconds(1500),
        };
        Assert.Equal(expected, run.Options);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Parse_Help_IsHelp(string argument) =>
        Assert.IsType<CommandLineResult.Help>(CommandLineParser.Parse(["--port", "1", argument]));

    [Theory]
    [InlineData("--prot", "There is no option '--prot'; did you mean '--port'? See --help.")]
    [InlineData("--qqqqqqqqqq", "There is no option '--qqqqqqqqqq'. See --help.")]
    [InlineData("stray", "There is no option 'stray'. See --help.")]
    [InlineData("--port", "--port needs a value. See --help.")]
    [InlineData("--data=", "--data needs a value. See --help.")]
    [InlineData("--port=65536", "--port was '65536'; must be a number from 0 to 65535. See --help.")]
    [InlineData("--smtp=host", "--smtp was 'host'; must be HOST:PORT, such as 127.0.0.1:25. See --help.")]
    [InlineData("--postgres=Hots=h", "--postgres was 'Hots=h'; must be a connection string such as \"Host=127.0.0.1;Username=items;Database=items\". See --help.")]
    [InlineData("--postgres=h", "--postgres was 'h'; must be a connection string such as \"Host=127.0.0.1;Username=items;Database=items\". See --help.")]
    [InlineData("--mail-to=nobody", "--mail-to was 'nobody'; must be a mail address. See --help.")]
    public void Parse_Mistake_SaysWhatToDo(string argument, string text)
    {
        var mistake = Assert.IsType<CommandLineResult.Mistake>(CommandLineParser.Parse([argument]));

        Assert.Equal(text, mistake.Text);
    }

    [Theory]
    [InlineData("100")]
    [InlineData("ms")]
    [InlineData("0ms")]
    [InlineData("-1s")]
    [InlineData("1h")]
    [InlineData("1e9s")]
    [InlineData("9999m")]
    public void Parse_BadDuration_IsMistake(string value)
    {
        var mistake = Assert.IsType<CommandLineResult.Mistake>(CommandLineParser.Parse(["--slow-open", value]));

        Assert.Contains($"--slow-open was '{value}'; must be a number with ms, s or m behind it", mistake.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_EveryOption_IsExplained()
    {
        string[] options = ["--port", "--data", "--postgres", "--smtp", "--mail-to", "--kill-mailer-every", "--slow-open", "--help"];

        Assert.All(options, option => Assert.Contains($"  {option} ", HelpText.Text, StringComparison.Ordinal));
    }
}
