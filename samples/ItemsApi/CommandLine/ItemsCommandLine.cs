using System.CommandLine;
using Programs;

namespace ItemsApi;

/// <summary>What can be said on the command line.</summary>
internal static class ItemsCommandLine
{
    /// <summary>All options, with the defaults of <see cref="ProgramOptions"/>.</summary>
    public static CommandLine<ProgramOptions> New()
    {
        var defaults = new ProgramOptions();
        Option<int> port = CommandLineOption.Number("--port", 0, ushort.MaxValue, defaults.Port, "port on 127.0.0.1; 0 takes a free one");
        Option<string> data = CommandLineOption.Text("--data", "DIR", "where the journal and the mail spool are", defaults.DataDirectory);
        Option<string> postgres = CommandLineOption.Value(
            "--postgres",
            "CONNECTION",
            "a connection string such as \"Host=127.0.0.1;Username=items;Database=items\"",
            static text => PostgresStoreFactory.Understands(text) ? text : null,
            "keep the items in PostgreSQL, e.g. \"Host=127.0.0.1;Username=items;Database=items\"");
        Option<SmtpHost> smtp = CommandLineOption.Value(
            "--smtp", "HOST:PORT", "HOST:PORT, such as 127.0.0.1:25", SmtpHost.Read, "send mails by SMTP instead of writing them into the spool");
        Option<string> mailTo = CommandLineOption.Value(
            "--mail-to", "ADDRESS", "a mail address", static text => text.Contains('@', StringComparison.Ordinal) ? text : null, "who gets a mail for each new item", defaults.MailTo);
        Option<string> audit = CommandLineOption.Text(
            "--audit", "FILE", "write down there what is about to be stored; without it nothing is stored, and the program ends");
        Option<string> announce = CommandLineOption.Text("--announce", "FILE", "keep the address in there while requests can be served, for routers that watch files");
        Option<TimeSpan> kill = CommandLineOption.Duration("--kill-mailer-every", "100ms", "kill the mailer again and again, e.g. 100ms");
        Option<TimeSpan> slow = CommandLineOption.Duration("--slow-open", "100ms", "wait before the repository opens its store, e.g. 2s: time to see the 503s of a restart");
        return new CommandLine<ProgramOptions>(
            "ItemsApi",
            "ItemsApi keeps items behind an HTTP API on loopback. Three supervised subtrees: repository, mailer, endpoint.",
            [port, data, postgres, smtp, mailTo, audit, announce, kill, slow],
            said => new ProgramOptions
            {
                Port = said.GetValue(port),
                DataDirectory = said.GetRequiredValue(data),
                Postgres = said.GetValue(postgres),
                Smtp = said.GetValue(smtp),
                MailTo = said.GetRequiredValue(mailTo),
                Audit = said.GetValue(audit),
                Announce = said.GetValue(announce),
                KillMailerEvery = said.GetResult(kill) is null ? null : said.GetValue(kill),
                SlowOpen = said.GetValue(slow),
            });
    }
}
