namespace DeviceGateway;

/// <summary>The whole gateway as a supervision tree. Children start from left to right and stop from right to left.</summary>
internal static class GatewayTree
{
    private const string Fresh = "fresh-configuration";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>One for one: either side goes on without the other.</summary>
    public static SupervisorSpec Build(GatewayParts parts) => Supervisor.OneForOne(GatewayNames.Root, root =>
    {
        root.Named(GatewayNames.Root).Child(LeftTree.Child(parts));
        if (parts.RefusesStale)
        {
            // Asked for once, at the start: what is stale later is what everybody has.
            root.Child(Prerequisite.Child(Fresh, context => FetchAsync(context, parts)) with { Restart = Restart.Temporary });
        }

        root.Child(RightTree.Child(parts));
    });

    /// <summary>Brings the configuration from the database to the disk, before the right side reads it there.</summary>
    private static async Task FetchAsync(ProcessContext context, GatewayParts parts)
    {
        long started = context.Time.GetTimestamp();
        while (true)
        {
            Remote<IReadOnlyList<DeviceConfiguration>> answer = await GatewayNames.Database(context.Runtime)
                .CallAsync(new DatabaseMessage.Load(), cancellationToken: context.CancellationToken);
            if (answer is Remote<IReadOnlyList<DeviceConfiguration>>.Done(var devices))
            {
                StoredConfiguration stored = await parts.ConfigurationDisk.LoadAsync(context.CancellationToken) ?? StoredConfiguration.Empty;
                await parts.ConfigurationDisk.SaveAsync(stored.With(devices), context.CancellationToken);
                return;
            }

            if (context.Time.GetElapsedTime(started) > Patience)
            {
                string why = ((Remote<IReadOnlyList<DeviceConfiguration>>.Disconnected)answer).Why;
                throw new IOException($"The database does not confirm the configuration ({why}), and --refuse-stale forbids to start with that of the disk.");
            }

            await context.DelayAsync(Pause);
        }
    }
}
