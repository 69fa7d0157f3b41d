namespace Supervision;

/// <summary>One message that a process has taken out of its mailbox.</summary>
/// <param name="After">How long after the beginning of the trace.</param>
/// <param name="Pid">The process.</param>
/// <param name="Name">Its registered name; null without one.</param>
/// <param name="Label">What it is; null when unknown.</param>
/// <param name="MessageType">The type of the message.</param>
/// <param name="Message">The message itself; null unless it was asked for.</param>
public sealed record MessageTrace(TimeSpan After, Pid Pid, string? Name, string? Label, string MessageType, object? Message);
