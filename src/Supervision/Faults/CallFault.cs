using Supervision.Calls;

namespace Supervision.Faults;

/// <summary>What goes wrong with one call.</summary>
/// <param name="Before">What the server waits for or fails with first; null for nothing.</param>
/// <param name="Answer">Answers in the server's place; null for nobody does.</param>
/// <param name="IsSilent">True when the call is never answered, nor handled.</param>
internal sealed record CallFault(Func<Task>? Before, Action<CallNode>? Answer, bool IsSilent);
