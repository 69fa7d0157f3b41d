namespace Supervision.Supervisors;

/// <summary>What others ask of a supervisor.</summary>
internal abstract record SupervisorRequest
{
    /// <summary>Add a declared child and start it.</summary>
    internal sealed record StartChild(ChildSpec Spec) : SupervisorRequest, ICall<SupervisorRequest, ChildResult>;

    /// <summary>Start a child of a dynamic supervisor.</summary>
    internal sealed record StartDynamic(object? Argument, string? Key) : SupervisorRequest, ICall<SupervisorRequest, ChildResult>;

    /// <summary>Start a stopped child.</summary>
    internal sealed record RestartChild(string Id) : SupervisorRequest, ICall<SupervisorRequest, ChildResult>;

    /// <summary>Stop a child.</summary>
    internal sealed record TerminateChild(string Id) : SupervisorRequest, ICall<SupervisorRequest, ChildResult>;

    /// <summary>Stop the child that is this process.</summary>
    internal sealed record TerminateProcess(Pid Pid) : SupervisorRequest, ICall<SupervisorRequest, ChildResult>;

    /// <summary>Stop the child of a dynamic supervisor that has this key.</summary>
    internal sealed record TerminateKey(string Key) : SupervisorRequest, ICall<SupervisorRequest, ChildResult>;

    /// <summary>Forget a stopped child.</summary>
    internal sealed record DeleteChild(string Id) : SupervisorRequest, ICall<SupervisorRequest, ChildResult>;

    /// <summary>List the children.</summary>
    internal sealed record List : SupervisorRequest, ICall<SupervisorRequest, IReadOnlyList<ChildInfo>>;

    /// <summary>Count the children.</summary>
    internal sealed record Count : SupervisorRequest, ICall<SupervisorRequest, ChildInfo.Counts>;

    /// <summary>List one child.</summary>
    internal sealed record GetChild(string Id) : SupervisorRequest, ICall<SupervisorRequest, ChildInfo?>;

    /// <summary>List the child that is this process.</summary>
    internal sealed record GetProcessChild(Pid Pid) : SupervisorRequest, ICall<SupervisorRequest, ChildInfo?>;

    /// <summary>Tell the specification of a child.</summary>
    internal sealed record GetSpec(string Id) : SupervisorRequest, ICall<SupervisorRequest, ChildSpec?>;

    /// <summary>Tell the specification of the child that is this process.</summary>
    internal sealed record GetProcessSpec(Pid Pid) : SupervisorRequest, ICall<SupervisorRequest, ChildSpec?>;

    /// <summary>Tell all that the supervisor knows about itself and its children.</summary>
    internal sealed record View : SupervisorRequest, ICall<SupervisorRequest, SupervisorView>;

    /// <summary>Stop the supervisor. Sent, not called: whoever wants to know the end waits for the process.</summary>
    internal sealed record Stop(ExitReason Reason) : SupervisorRequest;

    /// <summary>The supervisor's own note to restart a child whose last restart failed; by id, or by the process that ended when the
    /// child is dynamic.</summary>
    internal sealed record TryAgain(string? Id, Pid Pid) : SupervisorRequest;
}
