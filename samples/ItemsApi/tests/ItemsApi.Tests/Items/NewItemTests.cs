namespace ItemsApi.Tests;

public sealed class NewItemTests
{
    [Fact]
    public void Mistake_LongestAllowed_IsNull() =>
        Assert.Null(new NewItem(new string('n', 200), new string('t', 4000)).Mistake());

    [Theory]
    [InlineData(null, "name must not be empty.")]
    [InlineData("  ", "name must not be empty.")]
    [InlineData("a\0b", "name and note must not hold the character 0.")]
    public void Mistake_BadName_SaysSo(string? name, string text) => Assert.Equal(text, new NewItem(name, null).Mistake());

    [Fact]
    public void Mistake_TooLong_SaysHowLong()
    {
        Assert.Equal("name has 201 characters; must be at most 200.", new NewItem(new string('n', 201), null).Mistake());
        Assert.Equal("note has 4001 characters; must be at most 4000.", new NewItem("n", new string('t', 4001)).Mistake());
    }
}
