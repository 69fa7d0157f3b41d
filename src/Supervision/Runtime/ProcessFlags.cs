namespace Supervision.Runtime;

/// <summary>Yes-and-no facts of a process. The owner's, in its turn; others may read them for reports.</summary>
[Flags]
internal enum ProcessFlags : byte
{
    None = 0,

    /// <summary>Exit signals become messages.</summary>
    TrapsExits = 1,

    /// <summary>The behaviour has begun.</summary>
    Begun = 2,

    /// <summary>No further message is handled until it is resumed.</summary>
    Suspended = 4,

    /// <summary>Its suspended code has been told that it must end.</summary>
    Unwound = 8,

    /// <summary>A signal ends it, and not its own code: that is no crash of its own and not reported as one.</summary>
    EndsBySignal = 16,

    /// <summary>The mailbox has a bound.</summary>
    Bounded = 32,

    /// <summary>Somebody wants to know that a message leaves the mailbox: a bounded mailbox, or a scheduler that compares messages.</summary>
    TellsConsumption = 64,

    /// <summary>The behaviour takes messages strictly in order, so they may come in batches, and wait at the door while older ones are
    /// handled.</summary>
    TakesInOrder = 128,
}
