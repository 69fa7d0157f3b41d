namespace Supervision.Breakers;

/// <summary>How a call that was let through has ended.</summary>
internal enum CallOutcome
{
    Succeeded,
    Failed,

    /// <summary>Nobody knows: its caller gave up or had to end.</summary>
    Abandoned,
}
