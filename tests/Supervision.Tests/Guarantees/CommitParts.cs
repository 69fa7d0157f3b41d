namespace Supervision.Tests.Guarantees;

/// <summary>What is on the disks of two-phase commit: what survives every process. All else is in memory and gone with its process.</summary>
internal sealed class CommitDisk
{
    /// <summary>What the coordinator has decided to commit.</summary>
    internal SortedDictionary<int, string> Decided { get; } = [];

    /// <summary>What each participant has committed.</summary>
    internal Dictionary<string, SortedDictionary<int, string>> Committed { get; } =
        new() { ["left"] = [], ["right"] = [] };

    /// <summary>How far the transaction is that is going on, for those who want to disturb it there.</summary>
    internal string Phase { get; set; } = "idle";
}

internal abstract record CommitMessage
{
    private CommitMessage()
    {
    }

    /// <summary>First phase: keep it in hand and say yes.</summary>
    internal sealed record Prepare(int Transaction, string Value) : CommitMessage, ICall<CommitMessage, bool>;

    /// <summary>Second phase: what is in hand is committed.</summary>
    internal sealed record Commit(int Transaction) : CommitMessage, ICall<CommitMessage, bool>;
}

/// <summary>The request of a client: true when both participants have it.</summary>
internal sealed record Transact(int Transaction, string Value) : ICall<Transact, bool>;

/// <summary>Keeps what it was asked to prepare in memory. It asks nobody what became of it when it starts: it starts empty.</summary>
internal sealed class CommitParticipant(CommitDisk disk, string name) : GenServer<CommitMessage>
{
    private readonly Dictionary<int, string> _prepared = [];

    protected override ValueTask HandleAsync(CommitMessage message)
    {
        switch (message)
        {
            case CommitMessage.Prepare prepare:
                _prepared[prepare.Transaction] = prepare.Value;
                Reply(prepare, true);
                break;
            case CommitMessage.Commit commit:
                if (_prepared.Remove(commit.Transaction, out string? value))
                {
                    disk.Committed[name][commit.Transaction] = value;
                }

                Reply(commit, true);
                break;
        }

        return default;
    }
}

/// <summary>Asks both, decides, tells both. When it starts it finishes what was decided; nothing else can be under way, because all start together.</summary>
internal sealed class CommitCoordinator(CommitDisk disk) : GenServer<Transact>
{
    protected override async ValueTask<InitResult> InitAsync()
    {
        foreach ((int transaction, string value) in disk.Decided.ToArray())
        {
            if (disk.Committed.Values.Any(committed => !committed.ContainsKey(transaction)))
            {
                await PrepareAsync(transaction, value);
                await CommitAsync(transaction);
            }
        }

        disk.Phase = "idle";
        return InitResult.Ok;
    }

    protected override async ValueTask HandleAsync(Transact message)
    {
        disk.Phase = "preparing";
        await PrepareAsync(message.Transaction, message.Value);
        disk.Decided[message.Transaction] = message.Value;
        disk.Phase = "committing";
        await CommitAsync(message.Transaction);
        disk.Phase = "committed";
        Reply(message, true);
    }

    private async Task PrepareAsync(int transaction, string value)
    {
        foreach (string participant in disk.Committed.Keys)
        {
            await Participant(participant).CallAsync(new CommitMessage.Prepare(transaction, value));
        }
    }

    private async Task CommitAsync(int transaction)
    {
        foreach (string participant in disk.Committed.Keys)
        {
            await Participant(participant).CallAsync(new CommitMessage.Commit(transaction));
        }
    }

    private ServerRef<CommitMessage> Participant(string name) => ServerRef<CommitMessage>.ForName(Context.Runtime, name);
}
