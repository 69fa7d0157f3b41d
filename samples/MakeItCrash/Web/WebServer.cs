namespace MakeItCrash;

/// <summary>Answers HTTP from its start to its end.</summary>
internal sealed class WebServer(WebEndpoint web) : GenServer<WebMessage>
{
    private Uri _address = null!;

    protected override async ValueTask<InitResult> InitAsync()
    {
        _address = await web.StartAsync(Stopping);
        return InitResult.Ok;
    }

    protected override ValueTask HandleAsync(WebMessage message)
    {
        if (message is WebMessage.GetAddress get)
        {
            Reply(get, _address);
        }

        return ValueTask.CompletedTask;
    }

    protected override async ValueTask TerminateAsync(ExitReason reason) => await web.StopAsync(Stopping);
}
