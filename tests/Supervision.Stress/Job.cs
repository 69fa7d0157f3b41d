namespace Supervision.Stress;

/// <summary>What a <see cref="Worker"/> is told to do.</summary>
public abstract record Job
{
    public sealed record Run(Func<ProcessContext, ValueTask> Code) : Job;

    public sealed record Compute(Func<ProcessContext, ValueTask<int>> Code) : Job, ICall<Job, int>;

    public sealed record Echo(int Token) : Job, ICall<Job, int>;
}
