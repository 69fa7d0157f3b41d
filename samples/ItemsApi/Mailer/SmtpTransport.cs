using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace ItemsApi;

/// <summary>Sends each mail to an SMTP server.</summary>
internal sealed class SmtpTransport(SmtpHost host) : IMailTransport
{
    private readonly SmtpClient _client = new(host.Host, host.Port);

    /// <inheritdoc/>
    public async Task SendAsync(Mail mail, CancellationToken cancellationToken)
    {
        using var message = new MailMessage(Mail.From, mail.To, mail.Subject, mail.Body)
        {
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.Headers.Add("Message-Id", $"<{mail.Id}@items-api>");
        await _client.SendMailAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
