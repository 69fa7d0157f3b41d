namespace Supervision.Scheduling;

/// <summary>
/// What the owner of a reused timer wants, and what the queue has entered for it. A timer that is started and stopped over and over stays
/// in the queue: to stop it is one write, and to start it again another, as long as the entry comes before the new time.
/// <code>
/// wanted   when to fire; None: never. Owner writes; the queue takes it back to None when it fires.
/// entered  the time under which the timer is in the queue; None: it is not in. Written under the queue's lock.
///
/// owner, start:   wanted = due; if entered is later than due: under the lock, enter it for due
/// owner, stop:    wanted = None; it was pending if it was not None before
/// queue, under the lock, when the entered time has come:
///                 entered = None; look at wanted:  None: leave it out     later than now: enter it for then
///                                                  due: wanted = None by a CAS, then fire; look again when that fails
/// </code>
/// Each side writes its own word, with a full fence, before it reads the other's. So of an owner that starts while the queue takes the
/// timer out, one sees the other: the timer is never wanted and forgotten.
/// </summary>
internal struct Deadline<TAtomics>
    where TAtomics : struct, IAtomics
{
    /// <summary>No time.</summary>
    internal const long None = long.MaxValue;

    private long _wanted;
    private long _entered;

    internal static Deadline<TAtomics> Unset => new() { _wanted = None, _entered = None };

    /// <summary>True when the owner waits for it. Any thread.</summary>
    internal bool IsWanted => TAtomics.Read(ref _wanted) != None;

    /// <summary>The timer is to fire at <paramref name="due"/>. True: it must be entered for that. Owner.</summary>
    internal bool Want(long due)
    {
        TAtomics.Exchange(ref _wanted, due);
        return IsEnteredAfter(due);
    }

    /// <summary>The timer is not to fire any more. False: it was not pending, or has fired. Owner.</summary>
    internal bool Renounce() => TAtomics.Exchange(ref _wanted, None) != None;

    /// <summary>Whether the queue would look at the timer only after this time.</summary>
    internal bool IsEnteredAfter(long due) => TAtomics.Read(ref _entered) > due;

    /// <summary>The timer is in the queue under this time; None: not any more. Under the lock.</summary>
    internal void Enter(long due) => TAtomics.Exchange(ref _entered, due);

    /// <summary>The entered time has come and the timer is out of the queue. Answers when to enter it again; <see cref="None"/> for never;
    /// <paramref name="now"/> when it must be fired, which is decided by that. Under the lock.</summary>
    internal long Leave(long now)
    {
        Enter(None);
        while (true)
        {
            long wanted = TAtomics.Read(ref _wanted);
            if (wanted == None || wanted > now)
            {
                return wanted;
            }

            if (TAtomics.CompareExchange(ref _wanted, None, wanted) == wanted)
            {
                return now;
            }
        }
    }
}
