namespace Supervision.Scheduling;

/// <summary>
/// The process that a worker thread runs after its current turn. The thread puts it there and takes it out with plain stores, millions of
/// times a second; the watch takes it away when the turn lasts, four times a second at most.
/// <code>
/// epoch   odd: the thread is in a turn      even: between two turns, or back in the pool
/// claim   0: nobody wants what waits        1: the watch is deciding
///
/// thread, in a turn:           next = process, if it is null
/// thread, at its end:          epoch++ (even); if claim is not 0, wait for the watch under the lock; take next; epoch++ (odd) when it runs
/// watch, under the lock:       claim = 1; process-wide barrier; if epoch is still the odd value that it saw: take next
///                              claim = 0
/// </code>
/// After the barrier either the watch sees the even epoch or the thread sees the claim, as with <see cref="UserCodeGate{TAtomics}"/>. While
/// the watch takes, the thread may still want to put something there: it does so only when it reads null, which is after the watch has
/// taken what was there, or the watch found nothing.
/// </summary>
internal struct RunNext<TAtomics, TProcess>
    where TAtomics : struct, IAtomics
    where TProcess : class
{
    private TProcess? _next;
    private int _epoch;
    private int _claim;

    /// <summary>Any thread; compare two readings to learn whether one turn has lasted.</summary>
    internal int Epoch => TAtomics.Read(ref _epoch);

    /// <summary>The thread itself.</summary>
    internal void BeginTurn() => TAtomics.Write(ref _epoch, _epoch + 1);

    /// <summary>False: a claim stands, and the caller must wait for the lock before <see cref="Take"/>. The thread itself.</summary>
    internal bool EndTurn()
    {
        TAtomics.Write(ref _epoch, _epoch + 1);
        return TAtomics.Read(ref _claim) == 0;
    }

    /// <summary>False: another process waits already. The thread itself, in a turn.</summary>
    internal bool TryOffer(TProcess process)
    {
        if (TAtomics.Read(ref _next) is not null)
        {
            return false;
        }

        TAtomics.Write(ref _next, process);
        return true;
    }

    /// <summary>What waits; null for nothing. The thread itself, between two turns.</summary>
    internal TProcess? Take()
    {
        TProcess? next = TAtomics.Read(ref _next);
        if (next is not null)
        {
            TAtomics.Write(ref _next, null);
        }

        return next;
    }

    /// <summary>Takes a certain process back. False: it does not wait here. The thread itself, in a turn, under the lock.</summary>
    internal bool TryWithdraw(TProcess process)
    {
        if (!ReferenceEquals(TAtomics.Read(ref _next), process))
        {
            return false;
        }

        TAtomics.Write(ref _next, null);
        return true;
    }

    /// <summary>Takes what waits behind a turn that has lasted since <paramref name="seen"/>; null when it has ended or nothing waits. The
    /// watch, under the lock.</summary>
    internal TProcess? TrySteal(int seen)
    {
        TAtomics.Write(ref _claim, 1);
        TAtomics.ProcessWideBarrier();
        TProcess? next = (seen & 1) == 1 && TAtomics.Read(ref _epoch) == seen ? Take() : null;
        TAtomics.Write(ref _claim, 0);
        return next;
    }
}
