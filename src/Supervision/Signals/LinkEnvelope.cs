using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>Carries a link to its other end, to be entered there or, as an unlink, removed.</summary>
internal sealed class LinkEnvelope : Envelope
{
    internal LinkEnvelope(Link link, EnvelopeKind kind)
    {
        Link = link;
        Kind = kind;
    }

    internal Link Link { get; }
}
