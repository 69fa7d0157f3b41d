using System.Diagnostics;

namespace Supervision;

/// <summary>What a supervisor answers to a request about one child. A closed set; none of it is an exception, because all of it can
/// happen in a correct program.</summary>
/// <remarks><para><b>OTP:</b> what start_child/2, restart_child/2, terminate_child/2 and delete_child/2 return.</para></remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract record ChildResult
{
    private ChildResult()
    {
    }

    /// <summary>True for <see cref="Started"/>, <see cref="Ignored"/> and <see cref="Done"/>.</summary>
    public bool IsSuccess => this is Started or Ignored or Done;

    /// <summary>The child runs.</summary>
    /// <param name="Pid">Its process.</param>
    /// <param name="Info">What its start function passed on; null for nothing.</param>
    public sealed record Started(Pid Pid, object? Info = null) : ChildResult;

    /// <summary>The child chose not to run. It is listed as stopped, unless it is temporary or dynamic.</summary>
    public sealed record Ignored : ChildResult;

    /// <summary>The child was stopped, or its specification was removed, as asked.</summary>
    public sealed record Done : ChildResult;

    /// <summary>The id is that of a running child, the key that of a child of a dynamic supervisor, or the name that the child
    /// wanted is taken. Nothing was changed.</summary>
    /// <param name="Pid">The holder.</param>
    public sealed record AlreadyStarted(Pid Pid) : ChildResult;

    /// <summary>The id is that of a child that is stopped or being restarted: restart or delete that one.</summary>
    public sealed record AlreadyPresent : ChildResult;

    /// <summary>The child runs, which excludes what was asked.</summary>
    public sealed record Running : ChildResult;

    /// <summary>The supervisor is trying to restart the child, which excludes what was asked. Stopping it ends the attempts.</summary>
    public sealed record Restarting : ChildResult;

    /// <summary>There is no such child.</summary>
    public sealed record NotFound : ChildResult;

    /// <summary>A dynamic supervisor does not do this; its children have no specification of their own.</summary>
    public sealed record NotForDynamic : ChildResult;

    /// <summary>The supervisor is not dynamic: its children need a specification each.</summary>
    public sealed record NotDynamic : ChildResult;

    /// <summary>The dynamic supervisor holds <see cref="SupervisorOptions.MaxChildren"/> children.</summary>
    public sealed record Full : ChildResult;

    /// <summary>The specification has a mistake; the first one. Nothing was started.</summary>
    /// <param name="Error">The mistake.</param>
    public sealed record Invalid(SpecError Error) : ChildResult;

    /// <summary>The child did not start. After a request to start it nothing of it is kept; after a request to restart it, it stays
    /// listed as stopped.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(ExitReason Reason) : ChildResult;
}
