namespace Supervision.Hosting.Tests.Telemetry;

/// <summary>What a <see cref="Trader"/> is told and asked.</summary>
internal abstract record Trade
{
    internal sealed record Sell(int Number) : Trade;

    internal sealed record Count : Trade, ICall<Trade, int>;

    /// <summary>Answered only after <see cref="AnswerLate"/>.</summary>
    internal sealed record Ponder : Trade, ICall<Trade, int>;

    internal sealed record AnswerLate : Trade;

    /// <summary>The handler waits for the task.</summary>
    internal sealed record Wait(TaskCompletionSource Begun, Task Until) : Trade;

    internal sealed record Remind(TimeSpan After) : Trade;

    internal sealed record Reminder : Trade;

    /// <summary>Sells, counts and reminds at the next trader.</summary>
    internal sealed record PassOn : Trade;

    internal sealed record Fail : Trade;

    internal sealed record FailInCall : Trade, ICall<Trade, int>;

    internal sealed record Close : Trade;
}
