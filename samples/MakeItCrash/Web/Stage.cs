namespace MakeItCrash;

/// <summary>The audience and the show as the web endpoint reaches them.</summary>
internal sealed class Stage(ProcessRuntime runtime)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The show.</summary>
    public ServerRef<ShowMessage> Show { get; } = ServerRef<ShowMessage>.ForName(runtime, Names.Show);

    /// <summary>The process of the show now; none while it is restarted.</summary>
    public Pid ShowProcess => runtime.Find(Names.Show);

    /// <summary>The clock.</summary>
    public TimeProvider Time => runtime.Time;

    /// <summary>Asks a partition. One that is down is waited for; one that goes down meanwhile leaves the call without an answer.</summary>
    public async Task<CallResult<bool>> AskAsync(Partition partition, ICall<PartitionMessage, bool> message, CancellationToken cancellationToken)
    {
        try
        {
            await runtime.FindAsync(partition.Label, cancellationToken).WaitAsync(Patience, Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Then the call says so.
        }

        return await ServerRef<PartitionMessage>.ForName(runtime, partition.Label).TryCallAsync(message, cancellationToken: cancellationToken);
    }

    /// <summary>Crashes a partition that is up. It can be hit once: all who press at the same time hit the same process, and their messages die with
    /// it.</summary>
    /// <returns>False when it is not up.</returns>
    public async Task<bool> CrashAsync(Partition partition, string name, CancellationToken cancellationToken)
    {
        Pid pid = await WhoIsUpAsync(partition, cancellationToken);
        return pid != Pid.None && ServerRef<PartitionMessage>.ForPid(pid).Cast(new PartitionMessage.Crash(name)) == SendResult.Accepted;
    }

    /// <summary>Kills the StateServer when all partitions are up. It can be hit once, too.</summary>
    /// <returns>False when they are not.</returns>
    public async Task<bool> KillStateAsync(CancellationToken cancellationToken)
    {
        Pid state = runtime.Find(Names.State);
        foreach (Partition partition in Partition.All)
        {
            if (await WhoIsUpAsync(partition, cancellationToken) == Pid.None)
            {
                return false;
            }
        }

        state.Exit(ExitReason.Kill);
        return state != Pid.None;
    }

    private async Task<Pid> WhoIsUpAsync(Partition partition, CancellationToken cancellationToken)
    {
        CallResult<Pid> up = await Show.TryCallAsync(new ShowMessage.WhoIsUp(partition.Label), cancellationToken: cancellationToken);
        return up.TryGetReply(out Pid pid) ? pid : Pid.None;
    }
}
