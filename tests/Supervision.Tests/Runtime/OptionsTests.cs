using Supervision.Processes;
using Supervision.Testing;

namespace Supervision.Tests.Runtime;

/// <summary>Options and arguments that mean nothing are refused where they are given, with what is allowed.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void LoggerFactory_Null_IsRefusedByName()
    {
        ArgumentNullException error = Assert.Throws<ArgumentNullException>(() => new ProcessRuntime(new ProcessRuntimeOptions { LoggerFactory = null! }));

        Assert.StartsWith("ProcessRuntimeOptions.LoggerFactory was null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MaxLogLines_Negative_IsRefusedByName()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new ProcessRuntime(new ProcessRuntimeOptions { MaxLogLines = -1 }));

        Assert.StartsWith("MaxLogLines was -1; it must be 0, for nothing but counts, or more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MailboxMode_Unknown_IsRefused()
    {
        using Simulation simulation = new();
        ProcessOptions wrong = new() { Mailbox = new MailboxOptions(1, (MailboxFullMode)99) };

        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Runtime.Spawn(Bodies.Idle, wrong));

        Assert.StartsWith("MailboxOptions.Mode was 99; it must be one of Wait, DropNewest, DropOldest, Reject.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Delay_Negative_IsRefusedAndInfiniteIsNot() => Simulation.Test(async test =>
    {
        ArgumentOutOfRangeException error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.DelayAsync(TimeSpan.FromSeconds(-2)));

        Assert.StartsWith("time was -00:00:02; it must be zero or more, or Timeout.InfiniteTimeSpan.", error.Message, StringComparison.Ordinal);
        Assert.False(test.DelayAsync(Timeout.InfiniteTimeSpan).IsCompleted);
    });

    [Theory]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(100)]
    [InlineData(98)]
    public void Delay_OfManyDays_TakesExactlyThat(int days) => Simulation.Test(
        async test =>
        {
            TimeSpan begin = test.Simulation.Time.Elapsed;

            await test.DelayAsync(TimeSpan.FromDays(days));

            Assert.Equal(TimeSpan.FromDays(days), test.Simulation.Time.Elapsed - begin);
        },
        new SimulationOptions { Horizon = TimeSpan.FromDays(1000) });

    [Theory]
    [InlineData("<HandleAsync>b__0", "function in HandleAsync")]
    [InlineData("<<Main>$>b__0_5", "function in Main")]
    [InlineData("<<Main>$>g__Device|0_1", "Device")]
    [InlineData("WorkAsync", "WorkAsync")]
    public void Functions_AreCalledAsInTheSource(string compiled, string name) => Assert.Equal(name, CodeName.OfFunction(compiled));

    [Fact]
    public void GenericTypes_AreCalledAsInTheSource() => Assert.Equal(("List", "String"), (CodeName.Of(typeof(List<int>)), CodeName.Of(typeof(string))));
}
