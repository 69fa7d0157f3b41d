namespace MakeItCrash.Tests;

public sealed class ParticipantNameTests
{
    [Theory]
    [InlineData("Ann", "Ann")]
    [InlineData("  Ann \t Lee\r\n", "Ann Lee")]
    [InlineData("A\u0000n\u0007n\u001b[31m", "A n n [31m")]
    [InlineData("\u202Eann\u200B\uFEFF", "ann")]
    [InlineData("Ann\u2028Lee", "Ann Lee")]
    [InlineData("<b>Ann</b>", "<b>Ann</b>")]
    [InlineData("😀", "😀")]
    [InlineData("123", "123")]
    public void TryParse_Name_IsWithoutWhatNobodySees(string text, string expected)
    {
        Assert.True(ParticipantName.TryParse(text, out string name, out _));
        Assert.Equal(expected, name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u200B\u0001 ")]
    public void TryParse_NothingVisible_IsAMistake(string? text)
    {
        Assert.False(ParticipantName.TryParse(text, out _, out string mistake));
        Assert.Equal("A name needs at least one character that can be seen.", mistake);
    }

    [Fact]
    public void TryParse_LoneSurrogate_IsLeftOut()
    {
        Assert.True(ParticipantName.TryParse("Ann" + (char)0xD800, out string name, out _));
        Assert.Equal("Ann", name);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void TryParse_LongName_IsAMistakeAboveThirty(int length, bool isName)
    {
        Assert.Equal(isName, ParticipantName.TryParse(string.Concat(Enumerable.Repeat("😀", length)), out _, out string mistake));
        Assert.Equal(isName ? "" : "A name has at most 30 characters; this one has 31.", mistake);
    }
}
