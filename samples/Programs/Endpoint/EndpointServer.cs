namespace Programs;

/// <summary>Keeps the HTTP endpoint up and running: listens from its start to its end.</summary>
internal sealed class EndpointServer(WebEndpoint web, ILogger logger) : GenServer<EndpointMessage>
{
    private Uri _address = null!;

    protected override async ValueTask<InitResult> InitAsync()
    {
        _address = await web.StartAsync(Stopping);
        logger.EndpointListens(_address);
        return InitResult.Ok;
    }

    protected override ValueTask HandleAsync(EndpointMessage message)
    {
        switch (message)
        {
            case EndpointMessage.GetAddress get:
                Reply(get, _address);
                break;
            case EndpointMessage.Crash:
                throw new InvalidOperationException("The endpoint was asked to crash.");
        }

        return ValueTask.CompletedTask;
    }

    protected override async ValueTask TerminateAsync(ExitReason reason)
    {
        await web.StopAsync(Stopping);
        logger.EndpointStopped(reason.ToString());
    }

    protected override object Describe() => new { Address = _address };
}
