namespace DeviceGateway;

/// <summary>One worker of the pool. It starts whether or not the database is there, says so when it is asked, and goes on trying: a network that is away
/// is nothing to die of, and must not stop the start of what stands to its right.</summary>
internal sealed class DatabaseWorker(IDatabase database, Attempts attempts, Owned<IDatabaseSession> owned) : GenServer<DatabaseMessage>
{
    private static readonly TimeSpan ConnectsWithin = TimeSpan.FromSeconds(2);
    private int _connects;

    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override ValueTask ContinueAsync(object? argument) => ConnectAsync();

    protected override async ValueTask HandleAsync(DatabaseMessage message)
    {
        switch (message)
        {
            case DatabaseMessage.Connect when owned.Current is null:
                await ConnectAsync();
                break;
            case DatabaseMessage.Load load:
                Reply(load, await UseAsync(session => session.LoadConfigurationAsync(Stopping)));
                break;
            case DatabaseMessage.Save save:
                Reply(save, await UseAsync(session => DoneAsync(session.SaveConfigurationAsync(save.Devices, Stopping))));
                break;
            case DatabaseMessage.Store store:
                Reply(store, await UseAsync(session => DoneAsync(session.StoreReadingsAsync(store.Readings, Stopping))));
                break;
            case DatabaseMessage.Count count:
                Reply(count, await UseAsync(session => session.CountAsync(Stopping)));
                break;
        }
    }

    protected override object Describe() => new { Connected = owned.Current is not null, Connects = _connects, attempts.Why };

    private async ValueTask<Remote<T>> UseAsync<T>(Func<IDatabaseSession, Task<T>> use)
    {
        if (owned.Current is not { } session)
        {
            return new Remote<T>.Disconnected(attempts.Why!);
        }

        try
        {
            return new Remote<T>.Done(await use(session));
        }
        catch (IOException lost)
        {
            await owned.CloseAsync();
            attempts.Lose(Context, lost.Message, new DatabaseMessage.Connect());
            return new Remote<T>.Disconnected(attempts.Why!);
        }
    }

    private async ValueTask ConnectAsync()
    {
        using var limit = new CancellationTokenSource(ConnectsWithin, Context.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Stopping);
        try
        {
            owned.Current = await database.OpenAsync(end.Token);
            attempts.Succeed();
            _connects++;
        }
        catch (IOException refused)
        {
            attempts.Fail(Context, refused.Message, new DatabaseMessage.Connect());
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !Stopping.IsCancellationRequested)
        {
            attempts.Fail(Context, Invariant($"it does not answer within {ConnectsWithin.TotalSeconds} s"), new DatabaseMessage.Connect());
        }
    }

    private static async Task<bool> DoneAsync(Task task)
    {
        await task;
        return true;
    }
}
