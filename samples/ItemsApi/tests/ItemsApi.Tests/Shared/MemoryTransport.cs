namespace ItemsApi.Tests;

/// <summary>Keeps the mails, and fails or waits when a test says so.</summary>
internal sealed class MemoryTransport : IMailTransport
{
    public List<Mail> Sent { get; } = [];

    /// <summary>Thrown by each send; null for none.</summary>
    public Exception? Fails { get; set; }

    /// <summary>Thrown where a new incarnation connects; null for none.</summary>
    public Exception? ConnectFails { get; set; }

    /// <summary>What a send waits for.</summary>
    public Task MaySend { get; set; } = Task.CompletedTask;

    public IMailTransport Connect() => ConnectFails is { } error ? throw error : this;

    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        await MaySend.WaitAsync(cancellationToken);
        if (Fails is { } error)
        {
            throw error;
        }

        Sent.Add(mail);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
