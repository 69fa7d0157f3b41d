namespace Supervision.Calls;

/// <summary>A request that carries the caller's own: the texts of its failures name that.</summary>
internal interface ICallInWrapping
{
    /// <summary>What the caller has asked.</summary>
    object Inner { get; }
}
