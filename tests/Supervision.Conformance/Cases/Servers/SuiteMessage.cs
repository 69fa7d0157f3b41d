namespace Supervision.Conformance.Cases.Servers;

/// <summary>What <see cref="SuiteServer"/> handles.</summary>
internal abstract record SuiteMessage
{
    /// <summary>Answered with <c>pong</c>.</summary>
    internal sealed record Ping : SuiteMessage, ICall<SuiteMessage, string>;

    /// <summary>Answered with <c>ok</c>, and the server stops with <c>stopped</c>.</summary>
    internal sealed record Stop : SuiteMessage, ICall<SuiteMessage, string>;

    /// <summary>The server exits while it handles the call, with a reason.</summary>
    internal sealed record ExitWith(ExitReason Reason) : SuiteMessage, ICall<SuiteMessage, string>;

    /// <summary>The server stops with a reason and does not answer.</summary>
    internal sealed record StopWith(ExitReason Reason) : SuiteMessage, ICall<SuiteMessage, string>;

    /// <summary>Answered with <c>delayed</c> when no other message has come within a time.</summary>
    internal sealed record DelayedAnswer(TimeSpan After) : SuiteMessage, ICall<SuiteMessage, string>;

    /// <summary>Answered with <c>ok</c>; the next call counts as in time when it comes within a time.</summary>
    internal sealed record CallWithin(TimeSpan Time) : SuiteMessage, ICall<SuiteMessage, string>;

    /// <summary>Answered with whether it came in time.</summary>
    internal sealed record NextCall : SuiteMessage, ICall<SuiteMessage, bool>;

    /// <summary>The server tells its observer a word, and that again when no other message has come within a time; null for not again.</summary>
    internal sealed record Tell(string Word, TimeSpan? Again = null) : SuiteMessage;

    /// <summary>The server stops with <c>stopped</c>.</summary>
    internal sealed record StopQuietly : SuiteMessage;
}
