namespace Supervision.Stress;

/// <summary>A server whose messages bring their code.</summary>
public class Worker : GenServer<Job>
{
    protected override async ValueTask HandleAsync(Job message)
    {
        switch (message)
        {
            case Job.Run run:
                await run.Code(Context);
                break;
            case Job.Compute compute:
                Reply(compute, await compute.Code(Context));
                break;
            case Job.Echo echo:
                Reply(echo, echo.Token);
                break;
        }
    }
}
