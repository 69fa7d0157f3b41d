using Supervision.Processes;

namespace Supervision.Signals;

/// <summary>
/// One link between two processes. Each end keeps it in a list of its own and touches only its own half of the fields, in its own
/// turn; what the other end must know is sent to it as a signal that carries this object.
/// <code>
/// end A links      A enters the link, sends LINK; B enters it when LINK arrives
/// end X unlinks    X removes the link, sends UNLINK; the peer removes it when UNLINK arrives. Not sent when B has not entered it yet
/// end X dies       X sends EXIT for every link in its list; the peer acts on it only while the link is in its own list
/// </code>
/// Because a link has an identity, an EXIT or UNLINK of an earlier link between the same two never meets a later one: no
/// acknowledgement is needed. When both sides link at the same time there are two objects for a while; the first EXIT
/// removes both, so that one death is told once.
/// </summary>
internal sealed class Link(ProcessTarget a, ProcessTarget b)
{
    private readonly ProcessTarget _a = a;
    private readonly ProcessTarget _b = b;
    private Link? _previousOfA;
    private Link? _nextOfA;
    private Link? _previousOfB;
    private Link? _nextOfB;
    private bool _isInListOfA;
    private bool _isInListOfB;

    /// <summary>Whether B has entered the link.</summary>
    internal Entry Entry;

    /// <summary>The other end.</summary>
    internal ProcessTarget PeerOf(ProcessTarget end) => ReferenceEquals(end, _a) ? _b : _a;

    /// <summary>True while the link is in that end's list.</summary>
    internal ref bool IsInListOf(ProcessTarget end) => ref ReferenceEquals(end, _a) ? ref _isInListOfA : ref _isInListOfB;

    /// <summary>The previous link in that end's list.</summary>
    internal ref Link? PreviousOf(ProcessTarget end) => ref ReferenceEquals(end, _a) ? ref _previousOfA : ref _previousOfB;

    /// <summary>The next link in that end's list.</summary>
    internal ref Link? NextOf(ProcessTarget end) => ref ReferenceEquals(end, _a) ? ref _nextOfA : ref _nextOfB;
}
