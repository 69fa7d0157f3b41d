using System.Text.Json;

namespace DeviceGateway.Tests;

public sealed class ChangeTextTests
{
    private static readonly DeviceConfiguration Good = new("a-1_b.C", "memory", 0, TimeSpan.FromSeconds(1), "hall-1");

    [Fact]
    public void Read_Change_IsTaken() => Assert.Null(Read(Good).Mistake);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a/b ü")]
    [InlineData("5/fsm")]
    [InlineData("..")]
    [InlineData("-")]
    [InlineData("a%2Fb")]
    [InlineData("ü")]
    [InlineData("a?b")]
    [InlineData("a\n")]
    public void Read_NameThatNoAddressCanHave_SaysWhatIsAllowed(string name)
    {
        const string Allowed = "must have 1 to 100 letters from a to z, digits, '-', '_' and '.', and begin with a letter or digit: it is part of addresses.";

        Assert.Equal($"A device has the id '{name}'; it {Allowed}", Read(Good with { Id = name }).Mistake);
        Assert.Equal($"Device a-1_b.C has the group '{name}'; it {Allowed}", Read(Good with { Group = name }).Mistake);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Read_LongName_HasALimit(int length, bool isTaken) => Assert.Equal(isTaken, Read(Good with { Id = new string('a', length) }).Mistake is null);

    /// <summary>The database may have some of before.</summary>
    [Fact]
    public void Read_RemoveOfSuchAName_IsTaken() => Assert.Equal(["a/b ü"], ChangeText.Read("""{"remove":["a/b ü"]}""").Change!.Remove!);

    private static (ConfigurationChange? Change, string? Mistake) Read(DeviceConfiguration device) =>
        ChangeText.Read(JsonSerializer.Serialize(new ConfigurationChange(Put: [device]), GatewayJson.Plain.ConfigurationChange));
}
