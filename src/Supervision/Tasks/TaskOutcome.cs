namespace Supervision;

/// <summary>How a supervised task ended.</summary>
/// <typeparam name="TResult">What it computes.</typeparam>
/// <remarks><para><b>OTP:</b> none; what Elixir's Task.yield/2 and shutdown/2 answer.</para></remarks>
public abstract record TaskOutcome<TResult>
{
    private TaskOutcome()
    {
    }

    /// <summary>It has computed its result, whatever it ended with after that.</summary>
    /// <param name="Result">The result.</param>
    public sealed record Completed(TResult Result) : TaskOutcome<TResult>;

    /// <summary>It ended before.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Exited(ExitReason Reason) : TaskOutcome<TResult>;
}
