namespace Supervision.Scheduling;

/// <summary>
/// Decides who owns a process whose user code does not come back: the thread that runs it, or a taker that wants to declare the
/// process dead meanwhile.
/// <code>
/// epoch   even: the runner owns the process's state      odd: the runner is inside user code
/// claim   0: nobody wants it    1: a taker is deciding    2: taken; the runner must not touch the process again
///
/// runner, entering user code:   epoch++ (odd)
/// runner, leaving user code:    epoch++ (even); if claim is not 0, wait for the taker's decision under the lock
/// taker, under the lock:        if claim is 2: withdraw
///                               claim = 1; process-wide barrier; if epoch is still the odd value that it saw: claim = 2
///                               else: claim = 0
/// </code>
/// The runner uses plain ordered stores and loads (no fence on the hot path). The taker's process-wide barrier makes that enough:
/// after it, either the taker sees the even epoch or the runner's load sees the claim. Entering needs no check: a taker that saw
/// an even epoch withdraws, and one that sees a newer odd epoch does too.
/// </summary>
internal struct UserCodeGate<TAtomics>
    where TAtomics : struct, IAtomics
{
    /// <summary>Written by the runner only. Odd while user code runs.</summary>
    private int _epoch;

    /// <summary>Written by takers only, under the lock that is given to <see cref="TrySeize"/>.</summary>
    private int _claim;

    private const int Free = 0;
    private const int Deciding = 1;
    private const int Taken = 2;

    /// <summary>The epoch now. Any thread; compare two readings to learn whether one stay in user code has lasted.</summary>
    internal int Epoch => TAtomics.Read(ref _epoch);

    /// <summary>True while the runner is inside user code. Any thread.</summary>
    internal bool IsInside => (Epoch & 1) == 1;

    /// <summary>True once a taker has won. Any thread.</summary>
    internal bool IsSeized => TAtomics.Read(ref _claim) == Taken;

    /// <summary>Runner only.</summary>
    internal void Enter() => TAtomics.Write(ref _epoch, _epoch + 1);

    /// <summary>Leaves user code. False: a claim stands, and the caller must ask <see cref="IsSeized"/> under the lock. Runner only.</summary>
    internal bool Leave()
    {
        TAtomics.Write(ref _epoch, _epoch + 1);
        return TAtomics.Read(ref _claim) == Free;
    }

    /// <summary>Takes the process from a runner that has been inside user code since <paramref name="seen"/>. Call under the lock.</summary>
    internal bool TrySeize(int seen)
    {
        if (IsSeized)
        {
            return false; // To decide anew could withdraw a claim that another taker has won.
        }

        TAtomics.Write(ref _claim, Deciding);
        TAtomics.ProcessWideBarrier();
        bool stuck = (seen & 1) == 1 && TAtomics.Read(ref _epoch) == seen;
        TAtomics.Write(ref _claim, stuck ? Taken : Free);
        return stuck;
    }
}
