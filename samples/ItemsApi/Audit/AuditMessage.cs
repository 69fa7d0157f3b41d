using Supervision;

namespace ItemsApi;

/// <summary>What can be said to the audit. A closed set.</summary>
internal abstract record AuditMessage
{
    private AuditMessage()
    {
    }

    /// <summary>These are about to be stored. A reply, always true, says that it is written down; there is none otherwise.</summary>
    public sealed record About(IReadOnlyList<NewItem> Batch) : AuditMessage, ICall<AuditMessage, bool>;
}
