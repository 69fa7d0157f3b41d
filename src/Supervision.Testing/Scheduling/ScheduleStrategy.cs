namespace Supervision.Testing.Scheduling;

/// <summary>
/// Decides what happens next. One object serves one exploration, one schedule after the other:
/// <code>
/// call              when
/// Begin             before each schedule; false: there is nothing left to explore
/// Choose            a step is to be made and several are possible (also when only one is, if WantsEveryStep)
/// ChooseValue       user code asks for one of several values
/// Made              the chosen step is over, with everything that follows from it without a choice (only if WantsEveryStep)
/// End               after each schedule
/// </code>
/// The first of the possible steps is what the plain order would do, so a schedule is the list of the numbers that were chosen, and the
/// nearer they are to 0 the plainer it is.
/// </summary>
internal abstract class ScheduleStrategy
{
    /// <summary>What <see cref="Choose"/> answers when the rest of this schedule is not worth running.</summary>
    internal const int Cut = -1;

    internal abstract string Name { get; }

    /// <summary>True for the plain order, which needs not be asked.</summary>
    internal virtual bool IsPlain => false;

    /// <summary>True when steps to which there is no alternative matter too.</summary>
    internal virtual bool WantsEveryStep => false;

    internal virtual bool Begin(ulong seed) => true;

    /// <summary>Chooses one of several steps, the oldest first.</summary>
    internal abstract int Choose(ReadOnlySpan<Chain> possible);

    internal abstract int ChooseValue(int count);

    internal virtual void Made(Footprint footprint)
    {
    }

    internal virtual void End()
    {
    }
}
