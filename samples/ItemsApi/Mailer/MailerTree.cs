using Supervision;

namespace ItemsApi;

/// <summary>The mailer under a supervisor of its own.</summary>
internal static class MailerTree
{
    private const int LongestQueue = 10_000;

    /// <summary>Where the mailer's subtree is in the tree, whether it is there or not. A child that is added to a running supervisor is its
    /// last, so a repaired mailer that was added to the root would stand to the right of readiness, and be stopped before it.</summary>
    public static ChildSpec Place(Func<IMailTransport> connect, ILogger logger) =>
        ChildSpec.Nested(Supervisor.OneForOne("mail", mail => mail.Named(Names.Mail).Child(Subtree(connect, logger))));

    /// <summary>100 restarts in 5 s, and temporary: when even that is not enough the subtree ends, and nobody above it restarts it or
    /// counts it. README.md beside this program says why.</summary>
    public static ChildSpec Subtree(Func<IMailTransport> connect, ILogger logger) =>
        ChildSpec.Nested(Supervisor.OneForOne("mailer", mailer => mailer
            .Named(Names.MailerSupervisor)
            .Intensity(100, TimeSpan.FromSeconds(5))
            .Child(Worker(connect, logger)))) with
        {
            Restart = Restart.Temporary,
        };

    /// <summary>The mailer itself. Its mailbox is bounded and refuses what does not fit, so that a mailer that hangs costs neither time
    /// nor memory.</summary>
    public static ChildSpec Worker(Func<IMailTransport> connect, ILogger logger) => new("sender", start =>
    {
        IMailTransport transport = connect();
        start.Own(transport);
        return start.StartServerAsync(
            () => new MailerServer(transport, logger),
            new ServerOptions { Name = Names.Mailer, TrapExits = true, Mailbox = new MailboxOptions(LongestQueue, MailboxFullMode.Reject) });
    });
}
