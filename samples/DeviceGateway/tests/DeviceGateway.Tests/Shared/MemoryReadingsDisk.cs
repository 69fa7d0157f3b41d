namespace DeviceGateway.Tests;

/// <summary>A place for readings that outlives each queue that opens it, and is open once at most.</summary>
internal sealed class MemoryReadingsDisk
{
    private readonly List<Reading> _waiting = [];
    private bool _isOpen;

    /// <summary>What waits.</summary>
    public IReadOnlyList<Reading> Waiting => _waiting;

    public IReadingsDisk Open() => new Opened(this);

    private sealed class Opened(MemoryReadingsDisk disk) : IReadingsDisk
    {
        public Task<IReadOnlyList<Reading>> OpenAsync(CancellationToken cancellationToken)
        {
            Assert.False(disk._isOpen, "the disk is open already");
            disk._isOpen = true;
            return Task.FromResult<IReadOnlyList<Reading>>([.. disk._waiting]);
        }

        public Task AppendAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
        {
            disk._waiting.AddRange(readings);
            return Task.CompletedTask;
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
