namespace ItemsApi;

/// <summary>What the command line says. The defaults are the ones that <c>--help</c> prints.</summary>
internal sealed record ProgramOptions
{
    /// <summary>The loopback port; 0 takes any free one.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Where the journal and the spool are.</summary>
    public string DataDirectory { get; init; } = "items-data";

    /// <summary>The Npgsql connection string; null keeps the items in the journal.</summary>
    public string? Postgres { get; init; }

    /// <summary>The SMTP server; null writes mails into the spool.</summary>
    public SmtpHost? Smtp { get; init; }

    /// <summary>Who gets a mail for each new item.</summary>
    public string MailTo { get; init; } = "items@localhost";

    /// <summary>The file that says what is about to be stored; null for none.</summary>
    public string? Audit { get; init; }

    /// <summary>The file that holds the address while requests can be served; null for none.</summary>
    public string? Announce { get; init; }

    /// <summary>Kills the mailer this often; null never does.</summary>
    public TimeSpan? KillMailerEvery { get; init; }

    /// <summary>How long the repository waits before it opens its store, so that a person can watch a restart; zero by default.</summary>
    public TimeSpan SlowOpen { get; init; }
}
