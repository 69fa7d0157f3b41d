using Supervision.Hosting;

namespace DeviceGateway;

/// <summary>What people do to a running gateway.</summary>
internal sealed class Operations(SupervisionHost host, GatewayParts parts)
{
    /// <summary>The one who brings devices back.</summary>
    public Reconciler<DeviceConfiguration> Repairs => parts.Repairs;

    public ProcessRuntime Runtime => host.Runtime;

    public async Task<string> TreeAsync(CancellationToken cancellationToken) => GatewayText.Of(await host.TakeSnapshotAsync(cancellationToken));

    /// <summary>Everybody, with pids, for programs.</summary>
    public async Task<string> TreeJsonAsync(CancellationToken cancellationToken) => (await host.TakeSnapshotAsync(cancellationToken)).ToJson();

    public DevicesView Devices()
    {
        IReadOnlyList<ReconciledChild> all = Repairs.List();
        return new DevicesView(all.Count, all.Count(device => device.Pid != Pid.None), Away(all));
    }

    public RepairsView RepairsNow() => new(Repairs.Paused, Away(Repairs.List()));

    public async Task<ReadingsView?> ReadingsAsync(CancellationToken cancellationToken)
    {
        CallResult<int> waiting = await GatewayNames.Readings(Runtime).TryCallAsync(new ReadingsMessage.HowMany(), cancellationToken: cancellationToken);
        CallResult<Remote<long>> stored = await GatewayNames.Database(Runtime).TryCallAsync(new DatabaseMessage.Count(), cancellationToken: cancellationToken);
        return waiting.TryGetReply(out int count)
            ? new ReadingsView(count, stored.TryGetReply(out Remote<long>? answer) && answer is Remote<long>.Done(var number) ? number : null)
            : null;
    }

    /// <summary>Kills a process by its name.</summary>
    /// <returns>False when there is none.</returns>
    public bool Kill(string name)
    {
        Pid victim = Runtime.Find(name);
        victim.Exit(ExitReason.Kill);
        return victim != Pid.None;
    }

    /// <summary>Kills the metrics again and again, until the left side has had enough.</summary>
    /// <returns>False when there was no left side to lose.</returns>
    public async Task<bool> LoseLeftAsync(CancellationToken cancellationToken)
    {
        Pid left = Runtime.Find(GatewayNames.Left);
        while (left.IsAlive)
        {
            Pid metrics = Runtime.Find(GatewayNames.Metrics);
            metrics.Exit(ExitReason.Kill);

            // Otherwise one that dies slowly would be killed over and over, and only once.
            await metrics.WaitForExitAsync(cancellationToken);

            try
            {
                // It answers when it has dealt with the death.
                await SupervisorRef.ForPid(left).CountChildrenAsync(cancellationToken);
            }
            catch (CallFailedException)
            {
                // Or it has given up.
            }
        }

        return left != Pid.None;
    }

    private static RepairView[] Away(IReadOnlyList<ReconciledChild> all) => [.. all.Where(device => device.Pid == Pid.None).Select(RepairView.Of)];
}
