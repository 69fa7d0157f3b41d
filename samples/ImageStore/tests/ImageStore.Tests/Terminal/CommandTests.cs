namespace ImageStore.Tests;

public sealed class CommandTests
{
    [Theory]
    [InlineData("ann", "There is no command 'ann'.")]
    [InlineData("TREE", "There is no command 'TREE'; did you mean 'tree'?")]
    [InlineData("kill", "Behind kill there must be one of accounts, sessions, images.")]
    [InlineData("KILL images", "There is no command 'KILL'; did you mean 'kill'?")]
    [InlineData("kill nobody", "There is no process 'nobody'; there are accounts, sessions, images.")]
    [InlineData("ann add", "Behind add there must be an image.")]
    [InlineData("ann view", "Behind view there must be the ID of an image; list shows them.")]
    [InlineData("ann remove ", "Behind remove there must be the ID of an image; list shows them.")]
    [InlineData("ann list all", "Behind list there must be nothing.")]
    [InlineData("ann log", "Behind log there must be in or out.")]
    [InlineData("ann log in again", "Behind log there must be in or out.")]
    [InlineData("ann fly away", "There is no command 'fly'.")]
    [InlineData("ANN LOG IN", "There is no command 'LOG'; did you mean 'log'?")]
    public void Parse_NotACommand_IsAMistakeThatSaysWhy(string line, string why) => Assert.Equal(new Command.Mistake(why), Command.Parse(line));

    [Fact]
    public void Parse_NameThatIsTooLong_IsAMistakeThatSaysWhy() =>
        Assert.Equal(new Command.Mistake("A name has at most 60 characters; this one has 61."), Command.Parse(new string('a', 61) + " log in"));

    [Theory]
    [InlineData("")]
    [InlineData("help")]
    public void Parse_NothingOrHelp_IsHelp(string line) => Assert.IsType<Command.Help>(Command.Parse(line));

    [Theory]
    [InlineData("quit")]
    [InlineData(" exit ")]
    public void Parse_QuitOrExit_IsTheEnd(string line) => Assert.IsType<Command.Quit>(Command.Parse(line));

    [Fact]
    public void Parse_SpacesAround_AreIgnoredAndThoseInsideAreKept()
    {
        var ask = Assert.IsType<Command.Ask>(Command.Parse("  ann   add  ( o  o )  "));

        Assert.Equal(new ImagesMessage.Add(null, "( o  o )"), ask.Message(null));
    }
}
