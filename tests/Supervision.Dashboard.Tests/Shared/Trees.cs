namespace Supervision.Dashboard.Tests;

/// <summary>Trees to look at.</summary>
internal static class Trees
{
    public static Task Wait(ProcessContext process) => process.ReceiveAsync<int>().AsTask();

    /// <summary>A supervisor with a server that crashes when it is told to, a temporary process and a dynamic supervisor.</summary>
    public static SupervisorSpec Small(object? state = null) => Supervisor.OneForOne("root", root => root
        .Intensity(1000, TimeSpan.FromSeconds(5))
        .Server("fragile", () => new FragileServer(state), new ServerOptions { Name = "fragile" })
        .Process("once", Wait, asChild: child => child with { Restart = Restart.Temporary })
        .Dynamic<int>("many", (start, _) => start.StartProcessAsync(Wait), configure: limits => limits.Named("many")));
}
