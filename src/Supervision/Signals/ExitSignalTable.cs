namespace Supervision.Signals;

/// <summary>The decision table of exit signals, as a function of what is known when the signal is received.</summary>
internal static class ExitSignalTable
{
    /// <summary>What the signal does, and the reason with which the process ends if it does.</summary>
    internal static (ExitAction Action, ExitReason Reason) Decide(ExitReason reason, ExitOrigin origin, bool trapping)
    {
        // A peer that ended by itself with "kill" gives an ordinary reason to its links: only an explicit kill is an order.
        if (reason == ExitReason.Kill && origin != ExitOrigin.Link)
        {
            return (ExitAction.Die, ExitReason.Killed);
        }

        if (trapping)
        {
            return (ExitAction.Deliver, reason);
        }

        return reason == ExitReason.Normal && origin != ExitOrigin.ExplicitToSelf
            ? (ExitAction.Ignore, reason)
            : (ExitAction.Die, reason);
    }
}
