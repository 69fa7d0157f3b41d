namespace Supervision;

/// <summary>Why a call has no reply.</summary>
public enum CallFailureCause
{
    /// <summary>There was no such process, or nobody held the name.</summary>
    NoProcess = 0,

    /// <summary>The server ended before it replied.</summary>
    ServerEnded,

    /// <summary>No reply came in time. The server may still handle the request; its late reply is dropped.</summary>
    Timeout,

    /// <summary>A process called itself.</summary>
    SelfCall,

    /// <summary>Processes call each other in a circle, and the runtime is set to fail such calls.</summary>
    Cycle,

    /// <summary>The server's bounded mailbox refused the request or dropped it.</summary>
    Overloaded,

    /// <summary>The server handled the request without a reply and without taking the caller to reply later.</summary>
    NoReply,

    /// <summary>A circuit breaker kept it from being made, or a pool has no key for it.</summary>
    Rejected,
}
