namespace Supervision.Dashboard.DeadLetters;

/// <summary>A queue of dead letters, whatever its messages are.</summary>
internal abstract class DeadLetterSource(string name)
{
    internal string Name => name;

    internal abstract Task<DeadLetterPage> ListAsync(ProcessRuntime runtime, int max);

    internal abstract Task<string> DropAsync(ProcessRuntime runtime, long id);

    internal abstract Task<string> HoldAsync(ProcessRuntime runtime, long id, DateTimeOffset? until);

    internal abstract Task<string> RequeueAsync(ProcessRuntime runtime, long id);
}
