namespace Services.Checks;

/// <summary>A client that asks a service all the time.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private readonly Task _work;
    private volatile bool _isOver;

    public Traffic(RunningService service) => _work = AskAsync(service);

    /// <summary>Answers so far, by status.</summary>
    public (int Done, int Refused, int Other) Answers { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _work;
    }

    private async Task AskAsync(RunningService service)
    {
        while (!_isOver)
        {
            (int status, _) = await service.GetAsync("/parts/lamp");
            Answers = status switch
            {
                200 => Answers with { Done = Answers.Done + 1 },
                503 => Answers with { Refused = Answers.Refused + 1 },
                _ => Answers with { Other = Answers.Other + 1 },
            };
            await Task.Delay(10);
        }
    }
}
