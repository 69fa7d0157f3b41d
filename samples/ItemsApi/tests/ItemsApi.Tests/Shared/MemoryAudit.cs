namespace ItemsApi.Tests;

/// <summary>An audit trail that is lost when a test says so.</summary>
internal sealed class MemoryAudit : IAuditTrail
{
    public List<AuditRecord> Records { get; } = [];

    /// <summary>Every name that is on record.</summary>
    public IEnumerable<string?> Names => Records.SelectMany(static record => record.Names);

    public bool IsLost { get; set; }

    public Task CheckAsync() => IsLost ? Task.FromException(new IOException("the trail is gone")) : Task.CompletedTask;

    public Task OpenAsync() => CheckAsync();

    public async Task AppendAsync(AuditRecord record)
    {
        await CheckAsync();
        Records.Add(record);
    }
}
