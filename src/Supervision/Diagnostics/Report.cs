namespace Supervision;

/// <summary>Something worth telling that happened to a process, as data. A closed set; the log lines are made from it.</summary>
/// <remarks>
/// <para><b>OTP:</b> the reports of proc_lib, gen_server and supervisor (SASL).</para>
/// </remarks>
public abstract record Report
{
    private Report()
    {
    }

    /// <summary>A process ended for a reason that is not orderly.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Name">Its registered name; null without one.</param>
    /// <param name="Label">What it is: the label it was started with, or the type of its server; null for neither.</param>
    /// <param name="Parent">Who started it; <see cref="Pid.None"/> for a process started from outside.</param>
    /// <param name="Reason">Why it ended.</param>
    /// <param name="Message">The type of the message it was handling; null when it was handling none.</param>
    /// <param name="MailboxLength">How many messages were left unhandled.</param>
    /// <param name="State">What the server's description says of its state; null without one.</param>
    /// <param name="Client">Who had made the call that it was handling; <see cref="Pid.None"/> when it was handling no call, or one from outside of
    /// processes.</param>
    public sealed record ProcessCrashed(
        Pid Pid,
        string? Name,
        string? Label,
        Pid Parent,
        ExitReason Reason,
        string? Message,
        int MailboxLength,
        object? State,
        Pid Client) : Report;

    /// <summary>A process was declared dead although its code still runs.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Label">What it is.</param>
    /// <param name="Reason">Why it had to end.</param>
    /// <param name="Running">The type of the message that its code is handling; null when unknown.</param>
    /// <param name="Waited">How long it had been given.</param>
    public sealed record StragglerAbandoned(Pid Pid, string? Label, ExitReason Reason, string? Running, TimeSpan Waited) : Report;

    /// <summary>The code of a process that was declared dead earlier has come to its end.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Label">What it is.</param>
    /// <param name="Age">How long its code ran on after it was declared dead.</param>
    public sealed record StragglerEnded(Pid Pid, string? Label, TimeSpan Age) : Report;

    /// <summary>A callback holds its thread for long.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Label">What it is.</param>
    /// <param name="Running">The type of the message it is handling; null when unknown.</param>
    /// <param name="For">How long it has run without a pause.</param>
    /// <param name="BlocksItself">True when a continuation of its own waits in its door: it most likely blocks on a task that only it
    /// could complete (<c>.Result</c> or <c>.Wait()</c> in a process).</param>
    public sealed record LongTurn(Pid Pid, string? Label, string? Running, TimeSpan For, bool BlocksItself) : Report;

    /// <summary>Processes call each other in a circle, or one asks the supervisor that waits for its start; without a timeout they would wait for ever.</summary>
    /// <param name="Pids">The circle, beginning with the caller that closed it.</param>
    public sealed record CallCycle(IReadOnlyList<Pid> Pids) : Report;

    /// <summary>A supervisor had trouble with a child.</summary>
    /// <param name="Supervisor">The supervisor.</param>
    /// <param name="Path">Its place in the tree.</param>
    /// <param name="Context">One of <c>start_error</c>, <c>child_terminated</c>, <c>shutdown</c>, <c>shutdown_error</c>.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="ChildId">The child's id.</param>
    /// <param name="Child">The child's process; <see cref="Pid.None"/> when it has none.</param>
    /// <param name="Decision">What the supervisor does now and why, in words.</param>
    public sealed record SupervisorTrouble(
        Pid Supervisor,
        string Path,
        string Context,
        ExitReason Reason,
        string ChildId,
        Pid Child,
        string Decision) : Report;

    /// <summary>The test kit, on purpose, did something to a process that makes it end or may do so.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Path">Its place in the tree.</param>
    /// <param name="What">What was done: kill, crash, stop, or an exit signal.</param>
    /// <param name="By">Who did it.</param>
    public sealed record ChaosStruck(Pid Pid, string Path, string What, string By) : Report;

    /// <summary>A supervisor has started, or restarted, a child.</summary>
    /// <param name="Supervisor">The supervisor.</param>
    /// <param name="Path">Its place in the tree.</param>
    /// <param name="ChildId">The child's id.</param>
    /// <param name="Child">The child's process.</param>
    /// <param name="Incarnation">1 for the first start of the child, 2 for its first restart, and so on.</param>
    public sealed record ChildStarted(Pid Supervisor, string Path, string ChildId, Pid Child, int Incarnation) : Report;

    /// <summary>A circuit breaker has changed its state. The message to those who listen to it, too.</summary>
    /// <param name="Breaker">Its name.</param>
    /// <param name="From">The state before.</param>
    /// <param name="To">The state now.</param>
    /// <param name="Why">Why, in words.</param>
    public sealed record CircuitChanged(string Breaker, CircuitState From, CircuitState To, string Why) : Report;
}
