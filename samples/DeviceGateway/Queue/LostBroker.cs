namespace DeviceGateway;

/// <summary>Which errors mean that the broker is away. Its client throws a type of its own for each way to lose it, so it is all but those that
/// say that this process ends.</summary>
internal static class LostBroker
{
    public static bool Is(Exception error, CancellationToken stopping) =>
        error is not ProcessExitException && !(error is OperationCanceledException && stopping.IsCancellationRequested);
}
