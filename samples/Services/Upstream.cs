namespace Services;

/// <summary>Lives as long as the service that this one needs says that it is ready; starts only when it does.</summary>
internal sealed class Upstream(Role role, ILogger<Upstream> logger) : GenServer<string>, IDisposable
{
    /// <summary>How long its absence is one failure.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TryEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>The feed says something more often than this; if it does not, the other side hangs or the network is cut.</summary>
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = new() { BaseAddress = role.Needs };
    private StreamReader? _feed;

    protected override async ValueTask<InitResult> InitAsync()
    {
        logger.Waiting(role.Needs!, StartWithin.TotalSeconds);
        using CancellationTokenSource start = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        start.CancelAfter(StartWithin);
        while (!await IsReadyAsync(start.Token))
        {
            Stopping.ThrowIfCancellationRequested();
            if (start.IsCancellationRequested)
            {
                throw new TimeoutException(Invariant($"{role.Needs} was not ready after {StartWithin.TotalSeconds} s."));
            }

            // That it is away is expected, and waited for. What is not expected is a crash, and counted.
            await Context.DelayAsync(TryEvery);
        }

        logger.Ready(role.Needs!);
        return InitResult.Continue();
    }

    /// <summary>Reads its feed until it says that it is ready.</summary>
    /// <returns>False when it is away, goes away meanwhile, or is not waited for any more.</returns>
    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            _feed?.Dispose();
            _feed = new StreamReader(await _http.GetStreamAsync(new Uri("feed", UriKind.Relative), cancellationToken));
            while (await _feed.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line == Feed.Ready)
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    protected override async ValueTask ContinueAsync(object? argument)
    {
        while (await _feed!.ReadLineAsync(Stopping).AsTask().WaitAsync(SilentFor, Context.Time, Stopping) == Feed.Ready)
        {
        }

        throw new InvalidOperationException($"{role.Needs} is not ready any more.");
    }

    protected override ValueTask HandleAsync(string message) => default;

    public void Dispose()
    {
        _feed?.Dispose();
        _http.Dispose();
    }
}
