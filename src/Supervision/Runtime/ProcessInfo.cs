namespace Supervision;

/// <summary>What a process tells about itself, at one moment of its own.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Name">Its registered name; null without one.</param>
/// <param name="Label">What it is; null when unknown.</param>
/// <param name="Parent">Who started it; <see cref="Supervision.Pid.None"/> when started from outside.</param>
/// <param name="MailboxLength">How many messages wait.</param>
/// <param name="CurrentMessage">The type of the message it is handling; null for none.</param>
/// <param name="TrapsExits">Whether exit signals reach it as messages.</param>
/// <param name="IsSuspended">Whether it has been suspended.</param>
/// <param name="Links">The processes it is linked to.</param>
/// <param name="Monitors">How many monitors it holds.</param>
/// <param name="MonitoredBy">How many monitors are on it.</param>
/// <param name="State">What its description says of its state; null without one.</param>
/// <remarks><para><b>OTP:</b> erlang:process_info/2 and sys:get_status/1.</para></remarks>
public sealed record ProcessInfo(
    Pid Pid,
    string? Name,
    string? Label,
    Pid Parent,
    int MailboxLength,
    string? CurrentMessage,
    bool TrapsExits,
    bool IsSuspended,
    IReadOnlyList<Pid> Links,
    int Monitors,
    int MonitoredBy,
    object? State)
{
    /// <summary>Who started it, who started that one, and so on, as far as they live; nearest first.</summary>
    public IReadOnlyList<Pid> Ancestors { get; init; } = [];

    /// <summary>The server whose reply it waits for; <see cref="Supervision.Pid.None"/> while it waits for none.</summary>
    public Pid WaitsFor { get; init; }

    /// <summary>How long it has had a thread since it began to be counted; null while it is not counted, see
    /// <see cref="ProcessRuntimeOptions.CountsWork"/>.</summary>
    public TimeSpan? BusyTime { get; init; }

    /// <summary>How many messages it has taken since it began to be counted; null while it is not counted.</summary>
    public long? Messages { get; init; }
}
