using Supervision.Servers;

namespace Supervision;

/// <summary>How a server's initialisation ended.</summary>
/// <remarks><para><b>OTP:</b> what init/1 of gen_server returns.</para></remarks>
public readonly struct InitResult
{
    private InitResult(InitOutcome outcome, ExitReason? reason, object? argument)
    {
        Outcome = outcome;
        Reason = reason;
        Argument = argument;
    }

    /// <summary>The server runs. The same as <c>default</c>.</summary>
    public static InitResult Ok => default;

    /// <summary>The server does not want to run, which is no error: it ends with <see cref="ExitReason.Normal"/> and whoever starts it gets
    /// <see cref="StartResult.Ignored"/>.</summary>
    public static InitResult Ignore => new(InitOutcome.Ignore, ExitReason.Normal, null);

    internal InitOutcome Outcome { get; }

    internal ExitReason? Reason { get; }

    internal object? Argument { get; }

    /// <summary>The server runs, and <c>ContinueAsync</c> is called before any message, while whoever started it already goes on.</summary>
    /// <param name="argument">What <c>ContinueAsync</c> gets; null is allowed.</param>
    /// <returns>The result to return.</returns>
    public static InitResult Continue(object? argument = null) => new(InitOutcome.Continue, null, argument);

    /// <summary>The start fails: the server ends with this reason, which also reaches the links, and whoever starts it gets
    /// <see cref="StartResult.Failed"/>.</summary>
    /// <param name="reason">Why. Not null.</param>
    /// <returns>The result to return.</returns>
    public static InitResult Stop(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(InitOutcome.Stop, reason, null);
    }

    /// <summary>The start fails quietly: whoever starts it gets <see cref="StartResult.Failed"/>, but the server ends with
    /// <see cref="ExitReason.Normal"/>, so no link is hurt and no crash is reported.</summary>
    /// <param name="reason">Why. Not null.</param>
    /// <returns>The result to return.</returns>
    public static InitResult Fail(ExitReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new(InitOutcome.Fail, reason, null);
    }
}
