namespace Supervision.Conformance.Primitives;

/// <summary>What a receive takes: a kind of message and, for most kinds, which.</summary>
internal sealed record Pattern(string Kind, string Which)
{
    /// <summary>Whether all that matches comes from one sender, so that its order is promised.</summary>
    internal bool IsOneChain => Kind is "from" or "number" or "exit" or "down" or "timer";

    internal bool Matches(MailItem item) => Kind switch
    {
        "any" => true,
        "message" => item.Kind == MailKind.Message,
        "from" => item.Kind == MailKind.Message && item.Sender == Which,
        "number" => item.Kind == MailKind.Message && item.Text.StartsWith($"m{Which}@", StringComparison.Ordinal),
        "exits" => item.Kind == MailKind.Exit,
        "exit" => item.Kind == MailKind.Exit && item.Sender == Which,
        "downs" => item.Kind == MailKind.Down,
        "down" => item.Kind == MailKind.Down && item.Text.StartsWith($"DOWN({Which},", StringComparison.Ordinal),
        "timer" => item.Kind == MailKind.Timer && item.Text == Which,
        _ => throw new FormatException($"'{Kind}' is not a pattern."),
    };
}
