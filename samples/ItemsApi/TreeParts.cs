using Supervision;

namespace ItemsApi;

/// <summary>What differs between the program and its tests.</summary>
internal sealed record TreeParts
{
    /// <summary>Where items are kept.</summary>
    public required IItemStoreFactory Stores { get; init; }

    /// <summary>Makes the way out for the mails, once for each incarnation of the mailer.</summary>
    public required Func<IMailTransport> Connect { get; init; }

    /// <summary>The subtree that answers HTTP.</summary>
    public required ChildSpec Endpoint { get; init; }

    /// <summary>Where the program's own lines go.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>Where it is written down what is about to be stored; null for nowhere.</summary>
    public IAuditTrail? Audit { get; init; }

    /// <summary>Who is told where the API is, and when it is not; null for nobody.</summary>
    public IAnnouncer? Announcer { get; init; }

    /// <summary>How often the mailer is killed; null for never.</summary>
    public TimeSpan? KillMailerEvery { get; init; }

    /// <summary>How long the repository waits before it opens its store.</summary>
    public TimeSpan SlowOpen { get; init; }
}
