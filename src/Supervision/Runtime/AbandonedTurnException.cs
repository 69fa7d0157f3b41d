namespace Supervision.Runtime;

/// <summary>The process was taken from this thread while user code ran on it: the thread must leave the turn without touching the
/// process. Never seen by users: their operations get <see cref="ProcessExitException"/>.</summary>
internal sealed class AbandonedTurnException : Exception
{
    internal static readonly AbandonedTurnException Instance = new();

    private AbandonedTurnException()
    {
    }
}
