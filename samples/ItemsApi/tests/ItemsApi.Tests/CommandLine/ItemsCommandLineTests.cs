namespace ItemsApi.Tests;

public sealed class ItemsCommandLineTests
{
    [Fact]
    public void Parse_NoArguments_IsRunWithDefaults()
    {
        var run = Assert.IsType<CommandLineResult<ProgramOptions>.Run>(ItemsCommandLine.New().Parse([]));

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

        var run = Assert.IsType<CommandLineResult<ProgramOptions>.Run>(ItemsCommandLine.New().Parse(arguments));

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
    [InlineData("--prot", "There is no option '--prot'; did you mean '--port'? See --help.")]
    [InlineData("--kill-mailer-every=1h", "--kill-mailer-every was '1h'; must be a number with ms, s or m behind it, such as 100ms, at least 1ms and at most a day. See --help.")]
    [InlineData("--port=65536", "--port was '65536'; must be a number from 0 to 65535. See --help.")]
    [InlineData("--smtp=host", "--smtp was 'host'; must be HOST:PORT, such as 127.0.0.1:25. See --help.")]
    [InlineData("--postgres=Hots=h", "--postgres was 'Hots=h'; must be a connection string such as \"Host=127.0.0.1;Username=items;Database=items\". See --help.")]
    [InlineData("--postgres=h", "--postgres was 'h'; must be a connection string such as \"Host=127.0.0.1;Username=items;Database=items\". See --help.")]
    [InlineData("--mail-to=nobody", "--mail-to was 'nobody'; must be a mail address. See --help.")]
    public void Parse_Mistake_SaysWhatToDo(string argument, string text)
    {
        var mistake = Assert.IsType<CommandLineResult<ProgramOptions>.Mistake>(ItemsCommandLine.New().Parse([argument]));

        Assert.Equal(text, mistake.Text);
    }

    [Fact]
    public void Help_EveryOption_IsExplained()
    {
        string[] options = ["--port", "--data", "--postgres", "--smtp", "--mail-to", "--audit", "--announce", "--kill-mailer-every", "--slow-open"];
        var help = Assert.IsType<CommandLineResult<ProgramOptions>.Help>(ItemsCommandLine.New().Parse(["--help"]));

        Assert.All(options, option => Assert.Contains($"\n  {option} ", help.Text, StringComparison.Ordinal));
    }
}
