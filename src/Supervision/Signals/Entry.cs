namespace Supervision.Signals;

/// <summary>
/// Whether the other side of a relation has entered it. Most links and monitors that are taken back at once never get there, and then nobody
/// needs to be told.
/// <code>
/// state       who leaves it, to
/// OnItsWay    the other side, when it drains the request: Entered      whoever asked, when it takes the request back: Withdrawn
/// others      nobody; final
/// </code>
/// One CAS decides: either the other side has entered the relation and is told of its end by a signal behind the request, or it
/// finds the request withdrawn and drops it.
/// </summary>
internal struct Entry
{
    private const int OnItsWay = 0;
    private const int Entered = 1;
    private const int Withdrawn = 2;

    private int _state;

    /// <summary>The side that was asked enters the relation. False: it was withdrawn.</summary>
    internal bool TryEnter() => Interlocked.CompareExchange(ref _state, Entered, OnItsWay) == OnItsWay;

    /// <summary>The side that has asked takes the request back. False: the other has entered the relation and must be told.</summary>
    internal bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, OnItsWay) == OnItsWay;
}
