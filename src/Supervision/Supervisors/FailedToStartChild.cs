namespace Supervision;

/// <summary>The detail with which a supervisor's start fails when one of its children does not start.</summary>
/// <param name="ChildId">The child.</param>
/// <param name="Reason">Why it did not start. In a nested tree it may hold another value of this type.</param>
/// <remarks>
/// <para>Found in <see cref="ExitReason.ShutdownWith"/>: <c>reason is ExitReason.ShutdownWith(FailedToStartChild failed)</c>.</para>
/// <para><b>OTP:</b> <c>{shutdown,{failed_to_start_child,Id,Reason}}</c>; no difference.</para>
/// </remarks>
public sealed record FailedToStartChild(string ChildId, ExitReason Reason)
{
    /// <summary>OTP's words: <c>failed_to_start_child(id,reason)</c>.</summary>
    public override string ToString() => $"failed_to_start_child({ChildId},{Reason})";
}
