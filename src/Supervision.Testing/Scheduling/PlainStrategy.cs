namespace Supervision.Testing.Scheduling;

/// <summary>Round robin: what has been possible for the longest time is next.</summary>
internal sealed class PlainStrategy : ScheduleStrategy
{
    internal override string Name => "plain";

    internal override bool IsPlain => true;

    internal override int Choose(ReadOnlySpan<Chain> possible) => 0;

    internal override int ChooseValue(int count) => 0;
}
