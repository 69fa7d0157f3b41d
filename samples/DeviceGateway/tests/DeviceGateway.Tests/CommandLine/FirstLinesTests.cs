namespace DeviceGateway.Tests;

/// <summary>What it proposes to try is there.</summary>
public sealed class FirstLinesTests
{
    private const string GivenUp = "device 17 is given up";

    [Fact]
    public void For_DevicesWithinTheProgram_SaysWhoIsBonkers() => Assert.Contains(GivenUp, Of(new ProgramOptions()), StringComparison.Ordinal);

    [Fact]
    public void For_DevicesAcrossANetwork_SaysNothingOfThem()
    {
        string text = Of(new ProgramOptions { Devices = new DeviceRange("127.0.0.1", 17001, 3) });

        Assert.DoesNotContain(GivenUp, text, StringComparison.Ordinal);
        Assert.Contains("/kill/device:3/connection", text, StringComparison.Ordinal);
        Assert.Contains("3 at 127.0.0.1:17001 and up", text, StringComparison.Ordinal);
    }

    [Fact]
    public void For_DevicesOfADatabase_SaysNothingOfThem()
    {
        string text = Of(new ProgramOptions { Sql = new EmbeddedDatabase([]) });

        Assert.DoesNotContain(GivenUp, text, StringComparison.Ordinal);
        Assert.DoesNotContain("200 within the program", text, StringComparison.Ordinal);
    }

    private static string Of(ProgramOptions options) => FirstLines.For("http://127.0.0.1:5090", options, "data");
}
