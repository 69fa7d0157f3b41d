namespace Supervision.Tests.Breakers;

/// <summary>A service somewhere else: takes a time to answer, and may fail.</summary>
internal sealed class Remote(Remote.Conditions conditions) : GenServer<Remote.Ask>
{
    protected override async ValueTask HandleAsync(Ask message)
    {
        conditions.Touched++;
        ReplyTo<string> caller = TakeCaller(message);
        if (conditions.Latency > TimeSpan.Zero)
        {
            await Context.DelayAsync(conditions.Latency);
        }

        if (conditions.IsBroken)
        {
            Stop(new ExitReason.Custom("broken"));
        }
        else
        {
            caller.Reply(conditions.Reply);
        }
    }

    internal sealed record Ask : ICall<Ask, string>;

    internal sealed class Conditions
    {
        internal TimeSpan Latency { get; set; }

        internal bool IsBroken { get; set; }

        internal string Reply { get; set; } = "yes";

        /// <summary>How many calls have reached it.</summary>
        internal int Touched { get; set; }
    }
}
