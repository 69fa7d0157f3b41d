namespace ImageStore.Tests;

public sealed class CommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("ann add")]
    [InlineData("ann log")]
    [InlineData("ann fly away")]
    public void Parse_NotACommand_IsUnknown(string line) => Assert.IsType<Command.Unknown>(Command.Parse(line));

    [Fact]
    public void Parse_NameThatIsTooLong_IsUnknown() => Assert.IsType<Command.Unknown>(Command.Parse(new string('a', 61) + " log in"));

    [Fact]
    public void Parse_SpacesAround_AreIgnoredAndThoseInsideAreKept()
    {
        var ask = Assert.IsType<Command.Ask>(Command.Parse("  ann   add  ( o  o )  "));

        Assert.Equal(new ImagesMessage.Add(null, "( o  o )"), ask.Message(null));
    }
}
