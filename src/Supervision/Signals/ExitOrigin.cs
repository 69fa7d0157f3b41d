namespace Supervision.Signals;

/// <summary>Where an exit signal comes from.</summary>
internal enum ExitOrigin
{
    /// <summary>Another process, or somebody outside, sent it on purpose.</summary>
    Explicit,

    /// <summary>The process sent it to itself.</summary>
    ExplicitToSelf,

    /// <summary>A linked process has ended. Only asked about while the link is active.</summary>
    Link,
}
