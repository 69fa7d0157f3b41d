namespace Services;

/// <summary>What a service is asked to do.</summary>
internal abstract record WorkMessage
{
    /// <summary>Does it with an item. The reply is null when what is needed for it cannot be had.</summary>
    public sealed record Do(string Item) : WorkMessage, ICall<WorkMessage, string?>;
}

/// <summary>The work: its own part, then the part of the service that it needs, through a breaker.</summary>
internal sealed class Work(Role role, CircuitBreaker breaker) : GenServer<WorkMessage>, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = role.Needs, Timeout = TimeSpan.FromMilliseconds(500) };

    /// <summary>When calls to what is needed are not made any more, although it says that it is ready.</summary>
    public static CircuitBreakerOptions Limits { get; } = new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 4,
        SamplingDuration = TimeSpan.FromSeconds(10),
        BreakDuration = TimeSpan.FromSeconds(1),
    };

    protected override async ValueTask HandleAsync(WorkMessage message)
    {
        if (message is WorkMessage.Do work)
        {
            Reply(work, role.Needs is null ? $"{role.Name}({work.Item})" : await WithUpstreamAsync(work.Item));
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<string?> WithUpstreamAsync(string item)
    {
        if (!breaker.TryEnter(out CircuitPass pass))
        {
            return null;
        }

        try
        {
            string part = await _http.GetStringAsync(new Uri($"parts/{item}", UriKind.Relative), Stopping);
            pass.Succeed();
            return $"{role.Name}({part})";
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            pass.Fail();
            return null;
        }
    }
}
