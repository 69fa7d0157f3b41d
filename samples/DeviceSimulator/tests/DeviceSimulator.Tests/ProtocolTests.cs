using System.Text;

namespace DeviceSimulator.Tests;

public sealed class ProtocolTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public void Request_Formatted_IsReadBack()
    {
        Assert.Equal("READ 41", new DeviceRequest(41).Format());
        Assert.True(DeviceRequest.TryParse("READ 41", out DeviceRequest request));
        Assert.Equal(41, request.After);
    }

    [Theory]
    [InlineData("")]
    [InlineData("READ")]
    [InlineData("READ -1")]
    [InlineData("READ 1 2")]
    [InlineData("read 1")]
    [InlineData("READ 99999999999999999999")]
    public void Request_AnythingElse_IsNone(string line) => Assert.False(DeviceRequest.TryParse(line, out _));

    [Fact]
    public void Answer_Formatted_IsReadBack()
    {
        var answer = new DeviceAnswer(7, -20.125, DateTimeOffset.FromUnixTimeMilliseconds(1_234_567));

        Assert.Equal("7 -20.125 1234567", answer.Format());
        Assert.True(DeviceAnswer.TryParse(answer.Format(), out DeviceAnswer read));
        Assert.Equal(answer, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7 20.1")]
    [InlineData("0 20.1 5")]
    [InlineData("-7 20.1 5")]
    [InlineData("7 NaN 5")]
    [InlineData("7 20,1 5")]
    [InlineData("7 20.1 5 ")]
    [InlineData("7 20.1 999999999999999")]
    [InlineData("ERROR expected READ")]
    [InlineData("\u00ff\u0080\u00fe")]
    public void Answer_AnythingElse_IsGarbage(string line) => Assert.False(DeviceAnswer.TryParse(line, out _));

    [Fact]
    public async Task Lines_SeveralAtOnceAndAnEndInTheMiddle_AreReadOneByOne()
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes("one\r\ntwo\n\nrest"));
        var lines = new LineStream(stream);

        Assert.Equal("one", await lines.ReadAsync(Test));
        Assert.Equal("two", await lines.ReadAsync(Test));
        Assert.Equal("", await lines.ReadAsync(Test));
        Assert.Null(await lines.ReadAsync(Test));
    }

    [Fact]
    public async Task Lines_WithoutAnEnd_AreNotReadForEver()
    {
        using var longest = new MemoryStream(Encoding.Latin1.GetBytes(new string('x', LineStream.LongestLine) + "\n"));
        using var tooLong = new MemoryStream(Encoding.Latin1.GetBytes(new string('x', LineStream.LongestLine + 1) + "\n"));

        Assert.Equal(LineStream.LongestLine, (await new LineStream(longest).ReadAsync(Test))!.Length);
        await Assert.ThrowsAsync<InvalidDataException>(() => new LineStream(tooLong).ReadAsync(Test));
    }
}
