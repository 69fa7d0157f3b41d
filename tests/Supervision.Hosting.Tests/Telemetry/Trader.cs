namespace Supervision.Hosting.Tests.Telemetry;

/// <summary>Does whatever is measured.</summary>
internal sealed class Trader(ServerRef<Trade> next = default) : GenServer<Trade>
{
    private readonly List<ReplyTo<int>> _pondering = [];
    private int _sold;

    protected override async ValueTask HandleAsync(Trade message)
    {
        switch (message)
        {
            case Trade.Sell sell:
                _sold += sell.Number;
                break;
            case Trade.Count count:
                Reply(count, _sold);
                break;
            case Trade.Ponder ponder:
                _pondering.Add(TakeCaller(ponder));
                break;
            case Trade.AnswerLate:
                _pondering.ForEach(static caller => caller.Reply(0));
                _pondering.Clear();
                break;
            case Trade.Wait wait:
                wait.Begun.SetResult();
                await wait.Until;
                break;
            case Trade.Remind remind:
                Context.SendAfter(remind.After, Self, (Trade)new Trade.Reminder());
                break;
            case Trade.PassOn:
                next.Cast(new Trade.Sell(1));
                await next.CallAsync(new Trade.Count());
                Context.SendAfter(TimeSpan.FromSeconds(1), next.Pid, (Trade)new Trade.Reminder());
                break;
            case Trade.Fail or Trade.FailInCall:
                throw new InvalidOperationException("as told");
            case Trade.Close:
                Stop(new ExitReason.Custom("sold_out"));
                break;
        }
    }
}
