namespace ItemsApi;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    /// <summary>The whole text; every option the parser knows is in it.</summary>
    public const string Text = """
        ItemsApi keeps items behind an HTTP API on loopback. Three supervised subtrees: repository, mailer, endpoint.

        Usage: dotnet run --project samples/ItemsApi -- [options]

          --port N                 port on 127.0.0.1; 0 takes a free one (default 5080)
          --data DIR               where the journal and the mail spool are (default items-data)
          --postgres CONNECTION    keep the items in PostgreSQL, e.g. "Host=127.0.0.1;Username=items;Database=items"
          --smtp HOST:PORT         send mails by SMTP instead of writing them into the spool
          --mail-to ADDRESS        who gets a mail for each new item (default items@localhost)
          --audit FILE             write down there what is about to be stored; without it nothing is stored, and the program ends
          --announce FILE          keep the address in there while requests can be served, for routers that watch files
          --kill-mailer-every T    kill the mailer again and again, e.g. 100ms
          --slow-open T            wait before the repository opens its store, e.g. 2s: time to see the 503s of a restart
          --help                   print this text

        Exit codes: 0 stopped in order, 1 could not start or gave up, 2 a mistake on the command line.

        """;
}
