using Supervision;

namespace ItemsApi;

/// <summary>What can be said to the readiness gate. A closed set.</summary>
internal abstract record ReadinessMessage
{
    private ReadinessMessage()
    {
    }

    /// <summary>The part that is gone for good and can be done without; empty when all is well.</summary>
    public sealed record Degraded : ReadinessMessage, ICall<ReadinessMessage, string>;

    /// <summary>Look whether the mailer's subtree is there again.</summary>
    public sealed record Look : ReadinessMessage;
}
