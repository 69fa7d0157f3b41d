namespace DeviceGateway;

/// <summary>Brings the configuration from the database to the cache, and changes that the database does not know yet back to it. While either is away nothing
/// is carried; it tries again soon.</summary>
internal sealed class ConfigurationCarrier(ILogger logger) : GenServer<string>
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    /// <summary>Null before the first attempt.</summary>
    private string? _why;

    private bool _isUp;

    protected override ValueTask<InitResult> InitAsync() => new(InitResult.Continue());

    protected override ValueTask ContinueAsync(object? argument) => CarryAsync();

    protected override ValueTask HandleAsync(string message) => CarryAsync();

    protected override ValueTask HandleSignalAsync(Signal signal) => signal is Signal.Timeout ? CarryAsync() : ValueTask.CompletedTask;

    protected override object Describe() => new { Database = _isUp, Why = _why };

    private async ValueTask CarryAsync()
    {
        string? why = await TryAsync();
        if (why != _why || (why is null && !_isUp))
        {
            _why = why;
            _isUp = why is null;
            logger.Configuration(why ?? "is as the database says");
        }

        SetTimeout(why is null ? Every : Soon);
    }

    /// <summary>Null when both sides have the same.</summary>
    private async ValueTask<string?> TryAsync()
    {
        PoolRef<DatabaseMessage> database = GatewayNames.Database(Context.Runtime);
        ServerRef<CacheMessage> cache = GatewayNames.Cache(Context.Runtime);
        CallResult<Remote<IReadOnlyList<DeviceConfiguration>>> loaded = await database.TryCallAsync(new DatabaseMessage.Load(), cancellationToken: Stopping);
        if (!loaded.TryGetReply(out Remote<IReadOnlyList<DeviceConfiguration>>? answer) || answer is not Remote<IReadOnlyList<DeviceConfiguration>>.Done(var devices))
        {
            // Why the database is away is told by those who try to reach it.
            return answer is null ? "is not confirmed: the database pool is away" : "is not confirmed: the database is away";
        }

        CallResult<Comparison> compared = await cache.TryCallAsync(new CacheMessage.Compare(devices), cancellationToken: Stopping);
        if (!compared.TryGetReply(out Comparison? comparison))
        {
            return "has no cache";
        }

        if (comparison.Changes > 0)
        {
            CallResult<Remote<bool>> saved = await database.TryCallAsync(new DatabaseMessage.Save(comparison.Devices), cancellationToken: Stopping);
            if (!saved.TryGetReply(out Remote<bool>? done) || done is not Remote<bool>.Done)
            {
                return "is not saved";
            }

            cache.Cast(new CacheMessage.Saved(comparison.Changes));
        }

        return null;
    }
}
