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
    /// <returns>Completes when it is known what came of it: true when the new consumers consume; false when they have ended again already, or all has.</returns>
    /// <exception cref="CallFailedException">There is no consumers' supervisor now: somebody else heals.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public async Task<bool> HealAsync(CancellationToken cancellationToken)
    {
        await Consumers.StopAsync(ExitReason.Shutdown);

        // Whoever never comes because all has ended is not waited for.
        using var known = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task allEnded = runtime.Find(names.Root).WaitForExitAsync(known.Token);
        Task<bool> healed = UntilHealedAsync(known.Token);
        bool isHealed = await Task.WhenAny(healed, allEnded) == healed && await healed;
        known.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        return isHealed;
    }

    /// <summary>A supervisor has its name while it still starts the consumers, and if that fails, the group, and then the root, try again.</summary>
    private async Task<bool> UntilHealedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Pid supervisor = await runtime.FindAsync(names.Supervisor, cancellationToken);
            if (await HasStartedAsync(supervisor, cancellationToken))
            {
                return await IsConsumingAsync();
            }

            await supervisor.WaitForExitAsync(cancellationToken);
        }
    }

    private async Task<bool> HasStartedAsync(Pid supervisor, CancellationToken cancellationToken)
    {
        try
        {
            // Answered when what the group is doing is done.
            return await Group.GetChildAsync(GroupTree.Supervisor, cancellationToken) is { } child && child.Pid == supervisor;
        }
        catch (CallFailedException)
        {
            return false;
        }
    }
}
