using System.Globalization;
using Supervision.Calls;
using Supervision.Runtime;

namespace Supervision.Testing.Kit;

/// <summary>Who is there and what everybody waits for, in words.</summary>
internal static class ProcessTexts
{
    private const int MaxMessage = 200;
    private const int MaxListed = 10;

    /// <summary>A message as its type and its text say it, cut at 200 characters.</summary>
    internal static string OfMessage(object? message)
    {
        if (message is null)
        {
            return "null";
        }

        string type = message.GetType().Name;
        string text;
        try
        {
            text = message.ToString() ?? "";
        }
        // The text of a message is the user's code.
        catch (Exception error)
        {
            return $"{type} (its ToString threw {error.GetType().Name})";
        }

        text = text.StartsWith(type, StringComparison.Ordinal) ? text : $"{type} {text}";
        return Cut(text);
    }

    internal static string Cut(string text) => text.Length <= MaxMessage ? text : string.Concat(text.AsSpan(0, MaxMessage), "...");

    /// <summary>Several messages, the first ten of them.</summary>
    internal static string OfMessages(IReadOnlyCollection<object> messages) =>
        messages.Count == 0 ? "empty"
        : $"{messages.Count}: {string.Join(", ", messages.Take(MaxListed).Select(OfMessage))}{(messages.Count > MaxListed ? ", ..." : "")}";

    /// <summary>A process by its path and incarnation when a supervisor has started it, else by what it is; with its pid.</summary>
    internal static string OfProcess(ProcessCell cell, Observations observations) =>
        observations.StartOf(cell.Pid) is { } start
            ? string.Create(CultureInfo.InvariantCulture, $"{start.Path}/{start.ChildId}#{start.Incarnation} {cell.Pid} ({LabelOf(cell.Label)})")
            : $"{LabelOf(cell.Label)} {cell.Pid}";

    /// <summary>What a process does at this moment.</summary>
    internal static string WhatItDoes(ProcessCell cell)
    {
        string handling = cell.CurrentMessage is { } message ? $"handles {OfMessage(message)}" : "";
        string waits = cell switch
        {
            { WaitingFor: { } call } => $"waits for the reply to {OfMessage(call.Request)} from {TargetOf(call)}",
            { Behavior.IsReceiving: true } => "waits in a receive",
            { Behavior.IsInUserCode: true } => "awaits something that is no message",
            _ when handling.Length > 0 => "",
            _ => "waits for messages",
        };
        string text = handling.Length > 0 && waits.Length > 0 ? $"{handling} and {waits}" : handling + waits;
        return cell.MailboxLength is > 0 and int length ? string.Create(CultureInfo.InvariantCulture, $"{text}; {length} in its mailbox") : text;
    }

    /// <summary>One line for each process that lives, but for one.</summary>
    internal static string OfOthers(TestWorld world, Pid except)
    {
        List<ProcessCell> others = world.Runtime.Table.Snapshot().FindAll(cell => cell.Pid != except);
        if (others.Count == 0)
        {
            return "  no other process lives";
        }

        IEnumerable<string> lines = others.Take(MaxListed).Select(cell => $"  {OfProcess(cell, world.Observations)} {WhatItDoes(cell)}");
        return string.Join('\n', others.Count > MaxListed ? lines.Append(string.Create(CultureInfo.InvariantCulture, $"  and {others.Count - MaxListed} more")) : lines);
    }

    /// <summary>A function without a name is called by the one that it is written in.</summary>
    internal static string LabelOf(string? label) => label switch
    {
        null => "process",
        ['<', .. string rest] when rest.IndexOf('>', StringComparison.Ordinal) is > 0 and int end => $"function in {rest[..end]}",
        _ => label,
    };

    private static string TargetOf(CallNode call) => call.Server is ProcessCell cell ? $"{LabelOf(cell.Label)} {cell.Pid}" : "nobody";
}
