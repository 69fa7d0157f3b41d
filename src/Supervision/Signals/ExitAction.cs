namespace Supervision.Signals;

/// <summary>What an exit signal does.</summary>
internal enum ExitAction
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>It becomes a message.</summary>
    Deliver,

    /// <summary>The process ends.</summary>
    Die,
}
