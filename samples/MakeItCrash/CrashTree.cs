namespace MakeItCrash;

/// <summary>The whole program as a supervision tree.</summary>
internal static class CrashTree
{
    /// <summary>One for one: neither the audience nor its pages care who shows what, and the show cares for nobody.</summary>
    /// <param name="pause">How long a partition waits before it restores its state, so that people can watch; zero for not at all.</param>
    /// <param name="log">Is told every moment.</param>
    /// <param name="web">What answers HTTP; null for nothing.</param>
    public static SupervisorSpec Build(TimeSpan pause, Action<Moment> log, ChildSpec? web = null) => Supervisor.OneForOne(Names.Root, root =>
    {
        root.Named(Names.Root)
            .Server("show", () => new ShowServer(log), new ServerOptions { Name = Names.Show })
            .Child(AudienceTree.Subtree(pause));
        if (web is not null)
        {
            root.Child(web);
        }
    });
}
