namespace Supervision;

/// <summary>One child in a supervisor's listing.</summary>
/// <param name="Id">Its id; for a child of a dynamic supervisor its key, null without one.</param>
/// <param name="Pid">Its process; <see cref="Pid.None"/> unless <paramref name="Status"/> is <see cref="ChildStatus.Running"/>.</param>
/// <param name="Status">What the supervisor knows about it; a child that has just died is running until its end was handled.</param>
/// <param name="Type">Worker or supervisor.</param>
/// <param name="Tags">The tags of its specification.</param>
/// <remarks><para><b>OTP:</b> an element of what supervisor:which_children/1 returns. Differs: tags and keys in place of modules.</para></remarks>
public sealed record ChildInfo(string? Id, Pid Pid, ChildStatus Status, ChildType Type, IReadOnlyList<string> Tags);
