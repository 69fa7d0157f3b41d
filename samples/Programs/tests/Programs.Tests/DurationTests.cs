namespace Programs.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("1ms", 1)]
    [InlineData("100ms", 100)]
    [InlineData("2s", 2_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("1440m", 86_400_000)]
    public void TryParse_NumberAndUnit_IsRead(string text, double milliseconds)
    {
        Assert.True(Duration.TryParse(text, out TimeSpan value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("100")]
    [InlineData("ms")]
    [InlineData("0ms")]
    [InlineData("0.9ms")]
    [InlineData("-1s")]
    [InlineData("1h")]
    [InlineData("1e9s")]
    [InlineData("1.2.3s")]
    [InlineData("9999m")]
    public void TryParse_AnythingElse_IsNone(string text) => Assert.False(Duration.TryParse(text, out _));
}
