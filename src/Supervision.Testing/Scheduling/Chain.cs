using Supervision.Processes;

namespace Supervision.Testing.Scheduling;

/// <summary>Steps that can only happen one after the other: the turns of one process, what one process has sent to another, timers. At most one
/// step of a chain is possible at a time.</summary>
internal sealed class Chain(StepKind kind, ulong key, Participant? from, Participant? to)
{
    private Envelope? _first;
    private Envelope? _last;

    internal StepKind Kind => kind;

    /// <summary>Says which chain it is in every schedule of a test.</summary>
    internal ulong Key => key;

    /// <summary>Who sends; null for a chain that is no delivery.</summary>
    internal Participant? From => from;

    /// <summary>Whose turn it is, or who receives; null for timers and for code of nobody.</summary>
    internal Participant? To => to;

    /// <summary>The process that acts or receives, while a step is possible.</summary>
    internal ProcessTarget? Target { get; set; }

    /// <summary>The process that has sent, while something is on its way; null for others.</summary>
    internal ProcessTarget? Source { get; set; }

    /// <summary>How many steps of the chain were made.</summary>
    internal ulong Made { get; set; }

    /// <summary>Says which step of which chain comes next, in every schedule of a test.</summary>
    internal ulong StepKey => SplitMix64.Mix(key, Made);

    /// <summary>For the strategy: the priority of the next step.</summary>
    internal ulong Priority { get; set; }

    /// <summary>For the strategy: for which step the priority was drawn, counted from 1; 0 for none.</summary>
    internal ulong DrawnFor { get; set; }

    /// <summary>The oldest of what is on its way; null when nothing is.</summary>
    internal Envelope? First => _first;

    /// <summary>Puts something on its way. True when nothing was.</summary>
    internal bool Append(Envelope envelope)
    {
        envelope.Next = null;
        bool wasEmpty = _first is null;
        if (wasEmpty)
        {
            _first = envelope;
        }
        else
        {
            _last!.Next = envelope;
        }

        _last = envelope;
        return wasEmpty;
    }

    internal Envelope TakeFirst()
    {
        Envelope envelope = _first!;
        _first = envelope.Next;
        envelope.Next = null;
        return envelope;
    }

    public override string ToString() => kind switch
    {
        StepKind.Turn => $"turn({to})",
        StepKind.Delivery => $"deliver({from}→{to})",
        StepKind.Timer => "timer",
        _ => "detached",
    };
}
