namespace Supervision;

/// <summary>What is traced, and when the trace switches itself off. Values are checked when the trace begins.</summary>
public sealed record MessageTraceOptions
{
    /// <summary>Which messages; null, the default, for all. Called in the turns of the processes, several at a time: must be quick. What it throws ends
    /// the trace, and nothing else.</summary>
    public Func<MessageTrace, bool>? Where { get; init; }

    /// <summary>After how many messages the trace ends; 100 by default, at least 1.</summary>
    public int Max { get; init; } = 100;

    /// <summary>How many messages there may be in one second; one more ends the trace. 50 by default, at least 1.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>After how long the trace ends; one minute by default, more than zero. Infinite is not allowed: nobody may forget a trace.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the messages themselves are in the trace, and not their types only. False by default: they may hold secrets, and are kept alive by it.</summary>
    public bool WithMessages { get; init; }
}
