namespace ItemsApi;

/// <summary>Where an SMTP server listens.</summary>
internal sealed record SmtpHost(string Host, int Port)
{
    /// <summary>Host and port as they are written on the command line.</summary>
    public override string ToString() => $"{Host}:{Port}";
}
