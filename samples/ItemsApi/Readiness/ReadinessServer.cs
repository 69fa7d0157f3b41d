using Supervision;

namespace ItemsApi;

/// <summary>The gate on the right: the last that is started and the first that is stopped, so that while it lives everything to its
/// left was started and nothing is being stopped. It watches the one part that may be missing.</summary>
internal sealed class ReadinessServer(ILogger logger, bool isAnnounced) : GenServer<ReadinessMessage>
{
    private const string Mailer = "mailer";
    private bool _mailerIsGone;

    protected override async ValueTask<InitResult> InitAsync()
    {
        Context.Monitor(Names.MailerSupervisor);
        logger.ReadinessChanged("ready");
        if (isAnnounced)
        {
            await Announcement.OpenAsync(Context.Runtime);
        }

        return InitResult.Ok;
    }

    protected override ValueTask HandleAsync(ReadinessMessage message)
    {
        switch (message)
        {
            case ReadinessMessage.Degraded degraded:
                Look();
                Reply(degraded, _mailerIsGone ? Mailer : "");
                break;
            case ReadinessMessage.Look:
                Look();
                break;
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask HandleSignalAsync(Signal signal)
    {
        if (signal is Signal.Down down)
        {
            _mailerIsGone = true;
            logger.MailerIsGone(down.Reason.ToString());
            logger.ReadinessChanged("degraded: mailer");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>A mailer that was repaired is back, and so is one whose place was restarted.</summary>
    private void Look()
    {
        if (_mailerIsGone && Context.Runtime.Find(Names.MailerSupervisor).IsAlive)
        {
            _mailerIsGone = false;
            Context.Monitor(Names.MailerSupervisor);
            logger.ReadinessChanged("ready");
        }
    }

    protected override async ValueTask TerminateAsync(ExitReason reason)
    {
        if (isAnnounced)
        {
            await Announcement.CloseAsync(Context.Runtime);
        }

        logger.GateClosed(reason.ToString());
    }
}
