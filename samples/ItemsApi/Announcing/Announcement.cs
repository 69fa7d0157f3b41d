using Programs;
using Supervision;

namespace ItemsApi;

/// <summary>The registration, to the right of what must run: it is taken back before any of that is restarted, and made again once all is stable.</summary>
internal static class Announcement
{
    /// <summary>Its id below <see cref="Names.RepositorySupervisor"/>.</summary>
    public const string Id = "announce";

    private static readonly RegistrationOptions Options = new()
    {
        StableAfter = TimeSpan.FromMilliseconds(500),
        Backoff = Backoff.Exponential(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)),
    };

    public static ChildSpec Child(IAnnouncer announcer) =>
        new ServiceRegistration(Id, context => AnnounceAsync(context.Runtime, announcer), _ => announcer.WithdrawAsync(), Options).Child;

    /// <summary>Before the endpoint is told to stop, nobody shall be sent there any more.</summary>
    public static Task CloseAsync(ProcessRuntime runtime) => SupervisorRef.ForName(runtime, Names.RepositorySupervisor).TerminateChildAsync(Id);

    /// <summary>Undoes <see cref="CloseAsync"/>; does nothing when it is open.</summary>
    public static Task OpenAsync(ProcessRuntime runtime) => SupervisorRef.ForName(runtime, Names.RepositorySupervisor).RestartChildAsync(Id);

    private static async Task AnnounceAsync(ProcessRuntime runtime, IAnnouncer announcer)
    {
        if (!runtime.Find(Names.Readiness).IsAlive)
        {
            throw new InvalidOperationException("Not everything has been started yet, or all stops.");
        }

        await announcer.AnnounceAsync(await ServerRef<EndpointMessage>.ForName(runtime, Names.Endpoint).CallAsync(new EndpointMessage.GetAddress()));
    }
}
