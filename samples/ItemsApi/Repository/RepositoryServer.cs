using System.Diagnostics;
using Supervision;

namespace ItemsApi;

/// <summary>Keeps the items. Posts that arrive while one batch is being written are made durable together, by the next one.</summary>
internal sealed class RepositoryServer(OwnedStore owned, TimeSpan slowOpen, bool isAudited, ILogger logger) : GenServer<RepositoryMessage>
{
    private const int LargestBatch = 256;
    private readonly List<(NewItem Item, ReplyTo<StoreReply<Item>> Caller)> _batch = [];
    private IItemStore _store = null!;

    protected override async ValueTask<InitResult> InitAsync()
    {
        if (slowOpen > TimeSpan.Zero)
        {
            logger.RepositoryWaits(slowOpen);
            await Context.DelayAsync(slowOpen);
        }

        _store = await owned.OpenAsync(Stopping);
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(RepositoryMessage message)
    {
        switch (message)
        {
            case RepositoryMessage.Add add:
                await CollectAsync(add);
                break;
            case RepositoryMessage.Commit:
                await CommitAsync();
                break;
            case RepositoryMessage.Find find:
                Reply(find, await AskAsync(() => _store.FindAsync(find.Id, Stopping)));
                break;
            case RepositoryMessage.List list:
                Reply(list, await AskAsync(() => _store.ListAsync(list.After, list.Limit, Stopping)));
                break;
            case RepositoryMessage.Ping ping:
                Reply(ping, await AskAsync(PingAsync));
                break;
            case RepositoryMessage.Crash:
                throw new InvalidOperationException("The repository was asked to crash.");
        }
    }

    protected override async ValueTask TerminateAsync(ExitReason reason)
    {
        await CommitAsync();
        logger.RepositoryStopped(reason.ToString());
    }

    protected override object Describe() => new { Waiting = _batch.Count };

    private async ValueTask CollectAsync(RepositoryMessage.Add add)
    {
        if (_batch.Count == 0)
        {
            // Behind every post that waits in the mailbox already.
            Self.Send(new RepositoryMessage.Commit());
        }

        _batch.Add((add.Item, TakeCaller(add)));
        if (_batch.Count == LargestBatch)
        {
            await CommitAsync();
        }
    }

    private async ValueTask CommitAsync()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        (NewItem Item, ReplyTo<StoreReply<Item>> Caller)[] batch = [.. _batch];
        _batch.Clear();
        NewItem[] posted = [.. batch.Select(entry => entry.Item)];
        StoreReply<IReadOnlyList<Item>> stored = await IsOnRecordAsync(posted)
            ? await AskAsync(() => _store.AddAsync(posted, Now(), Stopping))
            : new StoreReply<IReadOnlyList<Item>>.Unavailable("The audit trail is away, and nothing is stored without it.");
        for (int i = 0; i < batch.Length; i++)
        {
            batch[i].Caller.Reply(stored switch
            {
                StoreReply<IReadOnlyList<Item>>.Ok(var items) => new StoreReply<Item>.Ok(items[i]),
                StoreReply<IReadOnlyList<Item>>.Unavailable(var why) => new StoreReply<Item>.Unavailable(why),
                _ => throw new UnreachableException(),
            });
        }
    }

    /// <summary>In microseconds, as PostgreSQL has them: what is answered to a post is what is stored.</summary>
    private DateTimeOffset Now()
    {
        DateTimeOffset now = Context.Time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>No record, no transaction. That the audit is away is no reason to die: who decides about that stands above it.</summary>
    private async ValueTask<bool> IsOnRecordAsync(IReadOnlyList<NewItem> items) =>
        !isAudited || (await ServerRef<AuditMessage>.ForName(Context.Runtime, Names.Audit).TryCallAsync(new AuditMessage.About(items), cancellationToken: CancellationToken.None)).IsReply;

    private async Task<bool> PingAsync()
    {
        await _store.PingAsync(Stopping);
        return true;
    }

    /// <summary>A store that is away is answered; a store that fails in any other way ends this incarnation.</summary>
    private async Task<StoreReply<T>> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return new StoreReply<T>.Ok(await ask());
        }
        catch (StoreUnavailableException error)
        {
            logger.StoreUnavailable(error.Message);
            return new StoreReply<T>.Unavailable(error.Message);
        }
    }
}
