namespace Supervision.Dashboard.Tests;

/// <summary>Crashes at each message.</summary>
internal sealed class FragileServer(object? state = null) : GenServer<FragileMessage>
{
    protected override ValueTask HandleAsync(FragileMessage message) => throw new InvalidOperationException(message.Why);

    protected override object Describe() => state ?? "well";
}
