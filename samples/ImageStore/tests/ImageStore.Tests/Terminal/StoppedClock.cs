namespace ImageStore.Tests;

/// <summary>A clock that stands still: no restart is ever so long ago that it does not count.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;

    public override long GetTimestamp() => 0;
}
