using FsCheck;
using FsCheck.Fluent;
using Supervision.Testing;
using Supervision.Testing.Exploration;

namespace Supervision.Tests.Testing.Exploration;

public sealed class TokenTests
{
    private static readonly Config Quiet = Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true);

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 0, 0, 1, 1 }, "z2.1.1")]
    [InlineData(new[] { 0, 0, 1, 1, 0, 0, 1 }, "z2.1.1z2.1")]
    [InlineData(new[] { 7, 0, 12 }, "7z1.12")]
    public void Token_WritesChoicesAsDocumented(int[] choices, string text)
    {
        ScheduleToken token = new(new ScheduleModes(Delivery.Pairwise, EagerTurns: true, TimerRaces: 2), 0xAB, 0xCD, choices);

        Assert.Equal($"sup1:pet2-000000ab-000000cd:{text}", token.ToString());
    }

    [Fact]
    public void Token_AnySchedule_IsReadAsItWasWritten() => Prop.ForAll(
        Gen.Choose(0, 300).ListOf().ToArbitrary(),
        Gen.Choose(0, 7).ToArbitrary(),
        (choices, bits) =>
        {
            ScheduleModes modes = new((bits & 1) == 0 ? Delivery.Pairwise : Delivery.Instant, (bits & 2) != 0, bits / 4 * 3);
            ScheduleToken token = new(modes, uint.MaxValue, 1, [.. choices]) { Shared = bits == 2 ? [1, ulong.MaxValue] : [] };

            ScheduleToken read = ScheduleToken.Parse(token.ToString());

            Assert.Equal(token.ToString(), read.ToString());
            Assert.Equal(token.Choices, read.Choices);
            Assert.Equal(token.Shared, read.Shared);
            Assert.Equal(token.Modes, read.Modes);
        }).Check(Quiet);

    [Fact]
    public void Token_OfALongSchedule_IsPacked()
    {
        ScheduleToken token = new(default, 0, 0, [.. Enumerable.Range(1, 500)]);

        Assert.Contains(":b", token.ToString(), StringComparison.Ordinal);
        Assert.Equal(token.Choices, ScheduleToken.Parse(token.ToString()).Choices);
    }

    [Fact]
    public void Parse_ArbitraryText_ThrowsNothingButFormatException() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        text => OnlyFormatException(text ?? "")).Check(Quiet);

    [Fact]
    public void Parse_TextThatIsNearlyASchedule_ThrowsNothingButFormatException()
    {
        Gen<string> pieces = Gen.Elements("sup1:", "p", "i", "e", "t", "-", ":", "z", ".", "b", "0", "1", "99999999999", "ffffffff", "0000000a", "AA", "gICAgICA", "_", " ", "é");
        Prop.ForAll(
            pieces.ListOf().Select(string.Concat).ToArbitrary(),
            text => OnlyFormatException("sup1:p-00000000-00000000:" + text) && OnlyFormatException("sup1:" + text) && OnlyFormatException(text)).Check(Quiet);
    }

    private static bool OnlyFormatException(string text)
    {
        try
        {
            ScheduleToken.Parse(text);
        }
        catch (FormatException)
        {
        }

        return true;
    }
}
