namespace Supervision.Dashboard.Looking;

/// <summary>Something that a page tells of in the history.</summary>
/// <param name="Number">Grows from one to the next.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What: <c>crash</c>, <c>restart</c>, <c>trouble</c>, <c>gave-up</c>, <c>slow</c>, <c>action</c> or <c>other</c>.</param>
/// <param name="Path">Whose, when a place in the tree is known; empty otherwise.</param>
/// <param name="Process">The process that it is about.</param>
/// <param name="Report">What the runtime said; null for an action.</param>
/// <param name="Said">What is said of an action.</param>
internal sealed record Happening(long Number, DateTimeOffset At, string Kind, string Path, Pid Process, Report? Report, string Said = "");
