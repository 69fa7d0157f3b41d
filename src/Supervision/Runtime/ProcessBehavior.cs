using Supervision.Runtime;

namespace Supervision;

/// <summary>What a process does with what it receives. The common base of servers and of the library's own processes; derive from
/// <see cref="GenServer{TMessage}"/>.</summary>
/// <remarks><para><b>OTP:</b> the notion of a behaviour.</para></remarks>
public abstract class ProcessBehavior
{
    private protected ProcessBehavior()
    {
    }

    /// <summary>True while a callback or body of the user has begun and not ended: the process cannot be dead before it has,
    /// unless it is abandoned.</summary>
    internal abstract bool IsInUserCode { get; }

    /// <summary>True while that code waits for a message: it does nothing until one comes.</summary>
    internal virtual bool IsReceiving => false;

    /// <summary>The processes of which it waits for the end of one or all before it looks at anything else; none for most.</summary>
    internal virtual IReadOnlyList<Pid> Awaited => [];

    /// <summary>The receive in which it waits, for people; null while it waits in none.</summary>
    internal virtual string? WaitsIn => null;

    /// <summary>What is being handled, for reports; null for nothing. Read by other threads.</summary>
    internal virtual object? CurrentMessage => null;

    /// <summary>Who waits for the call that is being handled, for reports; nobody when none is, or when it was made from outside.</summary>
    internal virtual Pid CurrentCaller => Pid.None;

    /// <summary>True while whoever has started the process waits for its initialisation. In the process's turn.</summary>
    internal virtual bool IsStarting => false;

    /// <summary>True for behaviours that take a <see cref="StopRequest"/> in the order of their messages.</summary>
    internal virtual bool HandlesStop => false;

    /// <summary>True for behaviours that take nothing but the oldest message.</summary>
    internal virtual bool TakesInOrder => false;

    /// <summary>How long the runtime waits for the process when it stops; infinite for those that limit themselves.</summary>
    internal virtual TimeSpan StopLimit => TimeSpan.FromSeconds(5);

    /// <summary>What the behaviour is, for reports.</summary>
    internal abstract string Label { get; }

    /// <summary>The first turn: initialises. May end later than it returns.</summary>
    internal abstract void Begin(ProcessCell cell);

    /// <summary>Takes the next thing that the behaviour wants from the inner queue and acts on it. False when there is nothing, or
    /// when it cannot now.</summary>
    internal abstract bool Advance(ProcessCell cell);

    /// <summary>Does what belongs to a callback that has ended and comes before any further message; also while the process is suspended. False
    /// when there is nothing.</summary>
    internal virtual bool Conclude(ProcessCell cell) => false;

    /// <summary>As <see cref="Advance"/> while the process is suspended: only what is no user's message.</summary>
    internal virtual bool AdvanceSuspended(ProcessCell cell) => Conclude(cell);

    /// <summary>Marks into the queue hold no more: messages were taken out of it, or may be from now on.</summary>
    internal virtual void ForgetMarks()
    {
    }

    /// <summary>The process must end: lets the user's code that is suspended in an operation of the library go on with
    /// <see cref="ProcessExitException"/>.</summary>
    internal virtual void Unwind(ProcessCell cell, ExitReason reason)
    {
    }

    /// <summary>The process is dead: whoever waits for its start or its answer is told. Its code may still run.</summary>
    internal virtual void End(ProcessCell cell, ExitReason reason)
    {
    }

    /// <summary>The state for reports; null for none.</summary>
    internal virtual object? DescribeState() => null;
}
