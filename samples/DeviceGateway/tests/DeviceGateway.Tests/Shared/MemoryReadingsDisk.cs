namespace DeviceGateway.Tests;

/// <summary>A place for readings that outlives each queue that opens it, and is open once at most. What is appended is there when the time is over that it
/// takes, and not before.</summary>
internal sealed class MemoryReadingsDisk(TimeProvider time, TimeSpan takes)
{
    private readonly List<Reading> _waiting = [];
    private bool _isOpen;

    /// <summary>What waits.</summary>
    public IReadOnlyList<Reading> Waiting => _waiting;

    public IReadingsDisk Open() => new Opened(this);

    private Task TakeAsync(CancellationToken cancellationToken) => takes == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(takes, time, cancellationToken);

    private sealed class Opened(MemoryReadingsDisk disk) : IReadingsDisk
    {
        public Task<IReadOnlyList<Reading>> OpenAsync(CancellationToken cancellationToken)
        {
            Assert.False(disk._isOpen, "the disk is open already");
            disk._isOpen = true;
            return Task.FromResult<IReadOnlyList<Reading>>([.. disk._waiting]);
        }

        public async Task AppendAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
        {
            await disk.TakeAsync(cancellationToken);
            disk._waiting.AddRange(readings);
        }

        public Task DropAsync(int count, CancellationToken cancellationToken)
        {
            disk._waiting.RemoveRange(0, count);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            disk._isOpen = false;
            return ValueTask.CompletedTask;
        }
    }
}
