namespace Supervision.Applications;

/// <summary>What the controller of a set is told and asked.</summary>
internal abstract record ApplicationRequest
{
    private ApplicationRequest()
    {
    }

    /// <summary>An application has been started.</summary>
    internal sealed record Started(SupervisedApplication Application, Pid Pid) : ApplicationRequest;

    /// <summary>Start one, and what it depends on. Answers which were started, or who did not and why.</summary>
    internal sealed record Start(SupervisedApplication Application) : ApplicationRequest, ICall<ApplicationRequest, (IReadOnlyList<string> Started, string? Failed, ChildResult? Result)>;

    /// <summary>Stop one. Answers whether it ran.</summary>
    internal sealed record Stop(SupervisedApplication Application) : ApplicationRequest, ICall<ApplicationRequest, bool>;
}
