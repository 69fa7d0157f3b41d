namespace ImageStore;

/// <summary>The store as a supervision tree: what must not be lost is on the left and simple, what may be lost on the right.</summary>
internal static class StoreTree
{
    /// <summary>Rest for one: sessions are sessions of accounts, and images ask both, so each goes down with what it stands on; never the
    /// other way round.</summary>
    public static SupervisorSpec Build(StoreParts parts) => Supervisor.RestForOne(Names.Root, root => root
        .Named(Names.Root)
        .Server("accounts", () => new AccountsServer(parts.Shelf, parts.NewGalleries()), new ServerOptions { Name = Names.Accounts })
        .Server("sessions", () => new SessionsServer(parts.NewKey), new ServerOptions { Name = Names.Sessions })
        .Server("images", () => new ImagesServer(), new ServerOptions { Name = Names.Images }));
}
