using System.Globalization;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Supervisors;
using Supervision.Testing.Kit;

namespace Supervision.Testing.Escapes;

/// <summary>What people call a process and what it is at, for messages.</summary>
internal static class ProcessText
{
    private const int MaxListed = 10;

    /// <summary>Path and incarnation of a supervised child; otherwise its name, its label, or what it is, with its pid.</summary>
    internal static string NameOf(ProcessTarget? process) =>
        process is ProcessCell cell ? ShortNameOf(cell) ?? $"{LabelOf(cell.Label)} {cell.Pid}" : "code outside of processes";

    /// <summary>As <see cref="NameOf"/>, where there is little room: a function without a name is its pid.</summary>
    internal static string ColumnNameOf(ProcessCell cell) =>
        ShortNameOf(cell) ?? (cell.Label is { } label && !label.StartsWith('<') ? $"{label} {cell.Pid}" : cell.Pid.ToString());

    /// <summary>The name with the pid and what it is: it may be met under each of them.</summary>
    /// <param name="process">Whom.</param>
    /// <param name="told">Knows the name of a child also when it has ended.</param>
    internal static string Describe(ProcessTarget? process, Observations? told)
    {
        if (process is not ProcessCell cell)
        {
            return NameOf(process);
        }

        string? name = told?.NameOf(cell.Pid) ?? PathOf(cell) ?? cell.RegisteredName;
        if (cell.Behavior is null)
        {
            return $"{name ?? "process"} {cell.Pid}, which has ended";
        }

        // The text of a pid begins with the registered name.
        return name is null ? $"{LabelOf(cell.Label)} {cell.Pid}"
            : $"{(name == cell.RegisteredName ? "" : name + " ")}{cell.Pid} ({LabelOf(cell.Label)})";
    }

    internal static string Quoted(ProcessTarget? process) => process is null ? "Code outside of processes" : $"Process '{NameOf(process)}'";

    /// <summary>What the process is handling, for the end of a message.</summary>
    internal static string Handling(ProcessTarget? process) =>
        (process as ProcessCell)?.CurrentMessage is { } message ? $"message being handled: {MessageText.Of(message)}, " : "";

    /// <summary>What the process is doing at this moment.</summary>
    /// <param name="cell">The process.</param>
    /// <param name="waits">The waits that are known; null on the real scheduler, where only what any thread may read is looked at.</param>
    internal static string StateOf(ProcessCell cell, IReadOnlyList<EscapeWatch.Wait>? waits)
    {
        if (cell.Life != ProcessLife.Running || cell.Behavior is not { } behavior)
        {
            return "is ending";
        }

        string handling = cell.CurrentMessage is { } message ? $"handles {MessageText.Of(message)}" : "";
        string wait = WaitOf(cell, behavior, waits)
            ?? (behavior.IsInUserCode ? "awaits something that is not of this library" : handling.Length > 0 ? "" : "waits for messages");
        return handling.Length > 0 && wait.Length > 0 ? $"{handling} and {wait}" : handling + wait;
    }

    /// <summary>Only while no thread runs the process.</summary>
    internal static string MailboxOf(ProcessCell cell) => cell.Behavior is ProbeBehavior probe
        ? MessageText.Of(probe.Mailbox, probe.Mailbox.Count)
        : MessageText.Of(cell.QueuedContents(limit: MaxListed), cell.MailboxLength);

    /// <summary>A line for each process, the first ten of them.</summary>
    internal static string List(IReadOnlyCollection<ProcessCell> cells, TestWorld world)
    {
        if (cells.Count == 0)
        {
            return "  none";
        }

        IReadOnlyList<EscapeWatch.Wait>? waits = world.Waits();
        IEnumerable<string> lines = cells.Take(MaxListed).Select(cell => $"  {Describe(cell, world.Observations)} {StateOf(cell, waits)}{Queue(cell, waits is null)}");
        return string.Join('\n', cells.Count > MaxListed ? lines.Append(string.Create(CultureInfo.InvariantCulture, $"  and {cells.Count - MaxListed} more")) : lines);
    }

    /// <summary>A function without a name is called by the one that it is written in.</summary>
    internal static string LabelOf(string? label) => label switch
    {
        null => "process",
        ['<', .. string rest] when rest.IndexOf('>', StringComparison.Ordinal) is > 0 and int end => $"function in {rest[..end]}",
        _ => label,
    };

    /// <summary>Path and incarnation, as its supervisor knows it now; null for no child, and on the real scheduler, where the supervisor may
    /// be running.</summary>
    internal static string? PathOf(ProcessCell cell) => cell.Runtime.Guard is null ? null
        : ((cell.Parent.Target as ProcessCell)?.Behavior as SupervisorBehavior)?.PathOf(cell.Pid);

    private static string? ShortNameOf(ProcessCell cell) => PathOf(cell)
        ?? cell.RegisteredName
        ?? (cell.Label == Simulation.BodyLabel ? cell.Label : null);

    private static string? WaitOf(ProcessCell cell, ProcessBehavior behavior, IReadOnlyList<EscapeWatch.Wait>? waits)
    {
        if (behavior.WaitsIn is { } wait)
        {
            return $"waits in {wait}";
        }

        if (waits is null)
        {
            return cell.WaitingFor is { Server: { } server } call ? $"waits in {OfCall(server, call)}" : null;
        }

        List<string> edges = [.. WaitGraph.EdgesOf(cell, waits).Select(static edge => edge.What)];
        return edges.Count > 0 ? $"waits in {string.Join(" and ", edges)}" : null;
    }

    internal static string OfCall(ProcessTarget server, CallNode call) => $"Call({NameOf(server)}, {MessageText.Of(call.Request)})";

    private static string Queue(ProcessCell cell, bool onlyCount) =>
        onlyCount ? cell.MailboxLength is > 0 and int length ? string.Create(CultureInfo.InvariantCulture, $"; {length} in its mailbox") : ""
        : MailboxOf(cell) is var mailbox && mailbox != "[]" ? $"; mailbox {mailbox}" : "";
}
