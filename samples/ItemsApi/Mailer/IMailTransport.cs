namespace ItemsApi;

/// <summary>How mails leave the program. A new one for each incarnation of the mailer.</summary>
internal interface IMailTransport : IAsyncDisposable
{
    /// <summary>Completes when the mail is out of the program's hands; throws when it could not be sent.</summary>
    Task SendAsync(Mail mail, CancellationToken cancellationToken);
}
