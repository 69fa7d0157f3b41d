using Supervision;

namespace ItemsApi;

/// <summary>Writes the audit trail. It knows no way to go on without it: what cannot be written is a crash, and its caller is not answered.</summary>
internal sealed class AuditServer(IAuditTrail trail) : GenServer<AuditMessage>
{
    protected override async ValueTask<InitResult> InitAsync()
    {
        await trail.OpenAsync();
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(AuditMessage message)
    {
        if (message is AuditMessage.About about)
        {
            await trail.AppendAsync(new AuditRecord(Context.Time.GetUtcNow(), [.. about.Batch.Select(static item => item.Name)]));
            Reply(about, true);
        }
    }
}
