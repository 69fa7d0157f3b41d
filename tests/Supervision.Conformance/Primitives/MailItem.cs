namespace Supervision.Conformance.Primitives;

/// <summary>One message in a mailbox, as traces write it: <c>m7@p1</c>, <c>t2</c>, <c>EXIT(p1,boom)</c>, <c>DOWN(r3,p1,boom)</c>,
/// <c>DOWN(r4,a=p1,boom)</c>.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Sender">Whose signal it was: only what one sender sends has an order. A timer is a sender of its own, and so is
/// the name that nobody holds.</param>
internal sealed record MailItem(string Text, MailKind Kind, string Sender)
{
    internal static MailItem Parse(string text)
    {
        if (text.StartsWith("EXIT(", StringComparison.Ordinal))
        {
            return new MailItem(text, MailKind.Exit, text["EXIT(".Length..text.IndexOf(',', StringComparison.Ordinal)]);
        }

        if (text.StartsWith("DOWN(", StringComparison.Ordinal))
        {
            string item = text.Split(',')[1];
            string target = item[(item.IndexOf('=', StringComparison.Ordinal) + 1)..];
            return new MailItem(text, MailKind.Down, target == Part.Outside ? "nobody" : target);
        }

        return text[0] == 't'
            ? new MailItem(text, MailKind.Timer, text)
            : new MailItem(text, MailKind.Message, text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..]);
    }
}
