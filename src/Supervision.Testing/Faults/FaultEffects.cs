using Supervision.Testing.Faults;

namespace Supervision.Testing;

/// <summary>What goes wrong at a place. Each method sets it up at once; of several for one place the first whose trigger fires acts.</summary>
/// <remarks><para><b>From:</b> any thread.</para></remarks>
public class FaultEffects
{
    private readonly Func<FaultEffect, ArmedFault> _arm;

    internal FaultEffects(Func<FaultEffect, ArmedFault> arm) => _arm = arm;

    /// <summary>An exception is thrown there. In a server that handles a call it is a crash.</summary>
    /// <param name="error">Makes it, a new one each time.</param>
    /// <returns>What was set up.</returns>
    public ArmedFault Throw(Func<Exception> error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Arm(new FaultEffect { Before = _ => Task.FromException(error()) });
    }

    /// <summary>It takes longer, and then goes on as usual.</summary>
    /// <param name="time">How much longer, on the runtime's clock; zero or more, <see cref="Timeout.InfiniteTimeSpan"/> not allowed. The process that waits may be told to end meanwhile.</param>
    /// <returns>What was set up.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative or infinite.</exception>
    public ArmedFault Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Arm(new FaultEffect { Before = place => Task.Delay(time, place.Runtime.Time, place.Ending) });
    }

    /// <summary>The code never goes on, and is deaf to being told to end: the process that waits becomes a straggler when it must end.</summary>
    /// <returns>What was set up.</returns>
    public ArmedFault Hang() => Arm(new FaultEffect { Before = static _ => new TaskCompletionSource().Task });

    /// <summary>Nobody answers, as on a real network, which tells nothing. At a point the code waits until its process is told to end; a call is
    /// neither handled nor answered, so that its caller's timeout is all that helps, and the server goes on.</summary>
    /// <returns>What was set up.</returns>
    public ArmedFault Silence() => Arm(new FaultEffect
    {
        Before = static place => Task.Delay(Timeout.InfiniteTimeSpan, place.Runtime.Time, place.Ending),
        IsSilent = true,
    });

    /// <summary>The process ends there.</summary>
    /// <param name="reason">What it ends with.</param>
    /// <returns>What was set up.</returns>
    public ArmedFault Exit(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Throw(() => new ProcessExitException(reason));
    }

    private protected ArmedFault Arm(FaultEffect effect) => _arm(effect);
}
