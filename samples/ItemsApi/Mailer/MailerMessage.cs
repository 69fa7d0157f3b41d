namespace ItemsApi;

/// <summary>What can be said to the mailer; nothing of it is answered, so nobody ever waits for the mailer. A closed set.</summary>
internal abstract record MailerMessage
{
    private MailerMessage()
    {
    }

    /// <summary>Send a mail, once at most: a mail that a mailer has in hand or in its mailbox when it dies is lost.</summary>
    public sealed record Send(Mail Mail) : MailerMessage;

    /// <summary>Throw, to see what happens.</summary>
    public sealed record Crash : MailerMessage;

    /// <summary>Never finish, deaf to cancellation, to see what happens.</summary>
    public sealed record Hang : MailerMessage;
}
