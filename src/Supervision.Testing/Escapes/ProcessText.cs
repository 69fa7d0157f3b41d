using System.Globalization;
using Supervision.Processes;
using Supervision.Runtime;
using Supervision.Supervisors;

namespace Supervision.Testing.Escapes;

/// <summary>What people call a process and what it is at, for messages.</summary>
internal static class ProcessText
{
    private const int MaxContent = 80;

    /// <summary>Path and incarnation of a supervised child; otherwise its name, its label, or what it is, with its pid.</summary>
    internal static string NameOf(ProcessTarget? process)
    {
        if (process is not ProcessCell cell)
        {
            return "code outside of processes";
        }

        string? path = ((cell.Parent.Target as ProcessCell)?.Behavior as SupervisorBehavior)?.PathOf(cell.Pid);
        return path ?? cell.RegisteredName ?? cell.Label switch
        {
            "test body" => "test body",
            { } label when !label.Contains('<', StringComparison.Ordinal) => $"{label} {cell.Pid}",
            _ => cell.Pid.ToString(),
        };
    }

    internal static string Quoted(ProcessTarget? process) => process is null ? "Code outside of processes" : $"Process '{NameOf(process)}'";

    /// <summary>A message's text, cut; user code may throw.</summary>
    internal static string Content(object? content)
    {
        string text;
        try
        {
            text = content?.ToString() ?? "nothing";
        }
        // The message is the user's, and this is only for people.
        catch (Exception)
        {
            text = content!.GetType().Name;
        }

        return text.Length <= MaxContent ? text : $"{text[..MaxContent]}…";
    }

    /// <summary>What the process is handling, for the end of a message.</summary>
    internal static string Handling(ProcessTarget? process) =>
        (process as ProcessCell)?.CurrentMessage is { } message ? $"message being handled: {Content(message)}, " : "";

    /// <summary>What the process is doing when nothing can happen.</summary>
    internal static string StateOf(ProcessCell cell, IReadOnlyList<EscapeWatch.Wait> waits)
    {
        if (cell.Life != ProcessLife.Running)
        {
            return "ending";
        }

        if (cell.Behavior is { IsReceiving: true } receiving)
        {
            return $"waits in {receiving.WaitsIn}";
        }

        List<string> edges = [.. WaitGraph.EdgesOf(cell, waits).Select(static edge => edge.What)];
        return edges.Count > 0 ? $"waits in {string.Join(" and ", edges)}"
            : cell.Behavior is { IsInUserCode: true } ? "awaits something that is not of this library"
            : "idle";
    }

    internal static string MailboxOf(ProcessCell cell)
    {
        List<string> messages = [.. cell.QueuedContents(limit: 10).Select(Content)];
        string more = cell.MailboxLength > messages.Count ? string.Create(CultureInfo.InvariantCulture, $", and {cell.MailboxLength - messages.Count} more") : "";
        return $"[{string.Join(", ", messages)}{more}]";
    }
}
