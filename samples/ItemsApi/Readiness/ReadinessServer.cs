using Supervision;

namespace ItemsApi;

/// <summary>The gate on the right: the last that is started and the first that is stopped, so that while it lives everything to its
/// left was started and nothing is being stopped. It watches the one part that may be missing.</summary>
internal sealed class ReadinessServer(ILogger logger) : GenServer<ReadinessMessage>
{
    private const string Mailer = "mailer";
    private bool _mailerIsGone;

    protected override ValueTask<InitResult> InitAsync()
    {
        Context.Monitor(Names.MailerSupervisor);
        logger.ReadinessChanged("ready");
        return ValueTask.FromResult(InitResult.Ok);
    }

    protected override ValueTask HandleAsync(ReadinessMessage message)
    {
        switch (message)
        {
            case ReadinessMessage.Degraded degraded:
                Reply(degraded, _mailerIsGone ? Mailer : "");
                break;
            case ReadinessMessage.MailerIsBack:
                _mailerIsGone = false;
                Context.Monitor(Names.MailerSupervisor);
                logger.ReadinessChanged("ready");
                break;
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        if (signal is Signal.Down down)
        {
            _mailerIsGone = true;
            logger.MailerGaveUp(down.Reason.ToString());
            logger.ReadinessChanged("degraded: mailer");
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask TerminateAsync(ExitReason reason)
    {
        logger.GateClosed(reason.ToString());
        return ValueTask.CompletedTask;
    }
}
