using System.Globalization;
using Supervision.Calls;
using Supervision.Processes;
using Supervision.Testing.Escapes;
using Supervision.Testing.Kit;

namespace Supervision.Testing.Safety;

/// <summary>Compares every message when it is handled with what it was when it was sent, and every reply when it arrives.</summary>
internal sealed class MessageChecks(Observations observations)
{
    private readonly Dictionary<Envelope, (ProcessTarget? From, MessageSnapshot Snapshot)> _underWay = new(ReferenceEqualityComparer.Instance);

    private TestFailedException? _failure;
    private bool _isTold;

    /// <summary>The first message that was found to be changed, once; null for none.</summary>
    internal TestFailedException? TakeFailure()
    {
        TestFailedException? failure = _isTold ? null : _failure;
        _isTold = failure is not null || _isTold;
        return failure;
    }

    internal void Sent(ProcessTarget? from, Envelope envelope)
    {
        if (ContentOf(envelope) is { } content)
        {
            _underWay[envelope] = (from, MessageSnapshot.Of(content));
        }
    }

    /// <summary>Before the receiver sees it.</summary>
    internal void Taken(ProcessTarget to, Envelope envelope)
    {
        if (_underWay.Remove(envelope, out (ProcessTarget? From, MessageSnapshot Snapshot) sent) && _failure is null
            && ContentOf(envelope) is { } content && sent.Snapshot.DifferenceFrom(content) is { } difference)
        {
            string what = envelope.Kind == EnvelopeKind.Reply ? "The reply" : "The message";
            _failure = new TestFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} {content.GetType().Name} from {ProcessText.Describe(sent.From, observations)} to {ProcessText.Describe(to, observations)} was changed after it was sent: {difference}.\n"
                + $"Next: send an immutable record, or a copy; sender and receiver run at the same time in production and must share nothing that changes."));
        }
    }

    /// <summary>What users have made: not the signals and orders of the library itself.</summary>
    private static object? ContentOf(Envelope envelope) => envelope switch
    {
        CallNode { Kind: EnvelopeKind.Reply } reply => reply.Answer,
        { Kind: EnvelopeKind.Message or EnvelopeKind.Call } => envelope.Content,
        _ => null,
    };
}
