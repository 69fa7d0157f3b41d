namespace Supervision.Testing;

/// <summary>One time that code came to a fault point, or that a server was about to handle a call.</summary>
/// <param name="Place">The point's name, or the type of the call.</param>
/// <param name="Process">Whose code it is; <see cref="Pid.None"/> for code outside of processes.</param>
/// <param name="Name">The name under which that process is registered; null without one.</param>
/// <param name="Label">What that process is: its label, or the type of its server; null for neither.</param>
/// <param name="Tag">What the code said to tell this use of the point from others; null for nothing, and for a call.</param>
/// <param name="Message">The call; null at a point.</param>
/// <remarks><para><b>From:</b> any thread; immutable.</para></remarks>
public sealed record FaultHit(string Place, Pid Process, string? Name, string? Label, string? Tag, object? Message);
