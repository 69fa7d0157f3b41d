namespace Supervision.Scheduling;

/// <summary>What became of a push.</summary>
internal enum PushResult
{
    /// <summary>Accepted; the owner is awake and will see it.</summary>
    Accepted,

    /// <summary>Accepted, and the owner was parked: the pusher, and nobody else, must schedule it.</summary>
    AcceptedAndWoken,

    /// <summary>The owner is gone; nothing was stored.</summary>
    Closed,
}
