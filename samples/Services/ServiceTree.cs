namespace Services;

/// <summary>The tree of each service: what it needs on the left, its work in the middle, and on the right who tells the others.</summary>
internal static class ServiceTree
{
    public static SupervisorSpec Of(Role role, Feed feed) => Supervisor.RestForOne(role.Name, root =>
    {
        if (role.Directory is { } directory)
        {
            root.Prerequisite(
                "directory",
                context => File.WriteAllTextAsync(Path.Combine(directory, "probe"), role.Name, context.CancellationToken),
                new PrerequisiteOptions { Interval = TimeSpan.FromSeconds(1) });
        }

        if (role.Needs is not null)
        {
            root.Server<Upstream, string>("upstream", asChild: static child => child.GatesReadiness() with
            {
                Backoff = Backoff.Exponential(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1)),
            });
        }

        root.Server<Work, WorkMessage>("work", new ServerOptions { Name = "work" }, static child => child.GatesReadiness());
        root.Registration("announce", feed.OpenAsync, feed.CloseAsync);
    });
}
