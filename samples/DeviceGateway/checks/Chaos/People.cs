namespace DeviceGateway.Checks;

/// <summary>People who look at the gateway all the time. While it is being started again they get no answer.</summary>
internal sealed class People : IAsyncDisposable
{
    private const int Number = 3;
    private static readonly string[] Questions = ["/devices", "/config", "/tree", "/readings", "/repairs", "/metrics", "/health/ready", "/devices/3"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly GatewayLife _life;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _looking;
    private int _asked;
    private int _answered;
    private long _longest;

    public People(GatewayLife life)
    {
        _life = life;
        _looking = Task.WhenAll(Enumerable.Range(0, Number).Select(LookAsync));
    }

    public int Asked => _asked;

    public int Answered => _answered;

    /// <summary>The longest time for an answer.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(_longest);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync(int person)
    {
        for (int question = person; !_end.IsCancellationRequested; question++)
        {
            CheckedProgram asked = _life.Program;
            using var client = new GatewayClient(asked);
            long begin = TimeProvider.System.GetTimestamp();
            Interlocked.Increment(ref _asked);
            try
            {
                await client.AskAsync("GET", Questions[question % Questions.Length]);
                Interlocked.Increment(ref _answered);
                long took = TimeProvider.System.GetElapsedTime(begin).Ticks;
                InterlockedMax(took);
            }
            catch (HttpRequestException)
            {
                // It was killed.
            }

            await Task.Delay(Pause, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void InterlockedMax(long took)
    {
        long known = _longest;
        while (took > known && Interlocked.CompareExchange(ref _longest, took, known) is var now && now != known)
        {
            known = now;
        }
    }
}
