using Supervision.Breakers;

namespace Supervision.Tests.Breakers;

public sealed class CallWindowTests
{
    [Fact]
    public void Counts_ThatPassTheLimitOfAnInt_GoOn()
    {
        CallWindow window = new(sliceLength: 10);
        window.Clear(now: 0);
        window.Total.Calls = int.MaxValue;
        window.Total.Slow = int.MaxValue;
        window.Total.Failed = int.MaxValue;

        window.Add(isFailed: true, isSlow: true);

        Assert.Equal(int.MaxValue + 1L, window.Total.Calls);
        Assert.Equal(int.MaxValue + 1L, window.Total.Slow);
        Assert.Equal(int.MaxValue + 1L, window.Total.Failed);
    }
}
