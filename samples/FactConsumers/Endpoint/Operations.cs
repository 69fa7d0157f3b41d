namespace FactConsumers;

/// <summary>What a person can ask this replica and tell it to do.</summary>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
internal sealed class Operations(ProcessRuntime runtime, ReplicaNames names, Vocabulary vocabulary)
{
    private SupervisorRef Group => SupervisorRef.ForName(runtime, names.Group);

    private SupervisorRef Consumers => SupervisorRef.ForName(runtime, names.Supervisor);

    /// <summary>What can be integrated.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Facts of kinds that nobody knows.</summary>
    public DeadLetterQueueRef<DeadFact> DeadLetters => names.DeadLetters(runtime);

    /// <summary>The time, for what is held.</summary>
    public TimeProvider Time => runtime.Time;

    /// <summary>Puts a fact into a queue; true when the broker has it.</summary>
    public async Task<CallResult<bool>> PublishAsync(string queue, Fact fact) =>
        await names.Publisher(runtime).TryCallAsync(new PublisherMessage.Publish(queue, FactText.ToMessage(fact)));

    /// <summary>What the integrated facts say.</summary>
    public async Task<CallResult<GuideView>> ReadGuideAsync() => await names.Guide(runtime).TryCallAsync(new GuideMessage.Read());

    /// <summary>True while all consumers consume and are watched.</summary>
    public async Task<bool> IsConsumingAsync()
    {
        try
        {
            return runtime.Find(names.Monitor).IsAlive && (await Consumers.ChildrenAsync()).Count == FactQueues.All.Count;
        }
        catch (CallFailedException)
        {
            return false;
        }
    }

    /// <summary>The running tree.</summary>
    public async Task<string> TreeAsync(CancellationToken cancellationToken) =>
        (await TreeSnapshot.TakeAsync(SupervisorRef.ForName(runtime, names.Root), cancellationToken: cancellationToken)).ToText();

    /// <summary>Kills a child of the consumers' supervisor or of the group; false when there is none with this id.</summary>
    public async Task<bool> KillAsync(string id, CancellationToken cancellationToken)
    {
        ChildInfo? child = await Consumers.GetChildAsync(id, cancellationToken) ?? await Group.GetChildAsync(id, cancellationToken);
        child?.Pid.Exit(ExitReason.Kill);
        return child is not null && child.Pid != Pid.None;
    }

    /// <summary>Makes the monitor throw; false when there is none now.</summary>
    public bool CrashMonitor() =>
        ServerRef<MonitorMessage>.ForName(runtime, names.Monitor).Cast(new MonitorMessage.Crash()) == SendResult.Accepted;

    /// <summary>Ends the consumers' supervisor, which is permanent: the group starts it anew, with new consumers, and then everybody to its
    /// right, also a monitor that had ended normally.</summary>
    /// <returns>Completes when the new group consumes.</returns>
    /// <exception cref="CallFailedException">The group could not be started again and has ended.</exception>
    public async Task HealAsync(CancellationToken cancellationToken)
    {
        await Consumers.StopAsync(ExitReason.Shutdown);

        // Whoever never comes because all has ended is not waited for.
        await Task.WhenAny(runtime.FindAsync(names.Supervisor, cancellationToken), runtime.Find(names.Root).WaitForExitAsync(cancellationToken));

        // Answered when what the group is doing is done.
        await Group.ListChildrenAsync(cancellationToken);
    }
}
