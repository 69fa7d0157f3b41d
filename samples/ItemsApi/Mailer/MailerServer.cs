using Supervision;

namespace ItemsApi;

/// <summary>Sends one mail after the other. A mail that cannot be sent ends this incarnation.</summary>
internal sealed class MailerServer(IMailTransport transport, ILogger logger) : GenServer<MailerMessage>
{
    private int _sent;

    protected override async ValueTask HandleAsync(MailerMessage message)
    {
        switch (message)
        {
            case MailerMessage.Send(var mail):
                await transport.SendAsync(mail, Stopping);
                _sent++;
                break;
            case MailerMessage.Crash:
                throw new InvalidOperationException("The mailer was asked to crash.");
            case MailerMessage.Hang:
                await new TaskCompletionSource().Task;
                break;
        }
    }

    protected override ValueTask TerminateAsync(ExitReason reason)
    {
        logger.MailerStopped(reason.ToString());
        return ValueTask.CompletedTask;
    }

    protected override object Describe() => new { Sent = _sent };
}
