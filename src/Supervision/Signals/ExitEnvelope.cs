using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>An exit signal; when the receiver traps exits, also the message that it becomes.</summary>
internal sealed class ExitEnvelope : Envelope
{
    private Signal.Exit? _message;

    /// <summary>An explicit signal (<paramref name="link"/> is null) or that of a link.</summary>
    internal ExitEnvelope(Pid from, ExitReason reason, Link? link)
    {
        From = from;
        Reason = reason;
        Link = link;
        Kind = EnvelopeKind.Exit;
    }

    internal Pid From { get; }

    internal ExitReason Reason { get; }

    /// <summary>The link that sends it; null for an explicit signal.</summary>
    internal Link? Link { get; private set; }

    /// <summary>True when the message was flushed from the mailbox by an unlink.</summary>
    internal bool IsFlushed { get; set; }

    internal override bool HasContent => !IsFlushed;

    internal override object? Content => IsFlushed ? null : _message ??= new Signal.Exit(From, Reason);

    /// <summary>The signal was trapped: from now on this is a message.</summary>
    internal void BecomeMessage()
    {
        Kind = EnvelopeKind.Message;
        Link = null;
    }
}
