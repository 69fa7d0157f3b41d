namespace Services;

/// <summary>Tells those who need this service whether it is ready: at once when that changes, and twice a second so that they know that it lives.</summary>
internal sealed class Feed(TimeProvider time)
{
    /// <summary>The line that says so; any other says that it is not.</summary>
    public const string Ready = "ready";

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private volatile State _state = new(IsOpen: false);

    /// <summary>For <c>Registration</c>: everything to its left is stable.</summary>
    public Task OpenAsync(ProcessContext context) => SetAsync(isOpen: true);

    /// <summary>For <c>Registration</c>: something to its left is about to be started again, or all stops.</summary>
    public Task CloseAsync(ProcessContext context) => SetAsync(isOpen: false);

    /// <summary>Writes lines for as long as somebody reads them.</summary>
    public async Task WriteAsync(HttpContext request, IHostApplicationLifetime lifetime)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(request.RequestAborted, lifetime.ApplicationStopping);
        while (!end.IsCancellationRequested)
        {
            State state = _state;
            await request.Response.WriteAsync(state.IsOpen ? Ready + "\n" : "not ready\n", request.RequestAborted);
            await request.Response.Body.FlushAsync(request.RequestAborted);
            await Task.WhenAny(state.Over.Task, Task.Delay(Every, time, end.Token));
        }
    }

    private Task SetAsync(bool isOpen)
    {
        Interlocked.Exchange(ref _state, new State(isOpen)).Over.SetResult();
        return Task.CompletedTask;
    }

    private sealed record State(bool IsOpen)
    {
        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
