namespace Supervision.Tests.Scheduling;

/// <summary>A server whose handler holds its thread until it is let go.</summary>
internal sealed class StuckServer(ManualResetEvent release, TaskCompletionSource entered) : GenServer<string>
{
    protected override ValueTask HandleAsync(string message)
    {
        entered.TrySetResult();
        release.WaitOne();
        return default;
    }

    protected override object Describe() => "described";
}
