namespace ItemsApi;

/// <summary>What the program prints when it runs: where it listens and what to try.</summary>
internal static class FirstLines
{
    /// <summary>The text.</summary>
    public static string For(Uri address, ProgramOptions options)
    {
        string url = address.AbsoluteUri.TrimEnd('/');
        string items = options.Postgres is null ? Path.GetFullPath(Path.Combine(options.DataDirectory, "items.journal")) : "PostgreSQL";
        string mails = options.Smtp is null ? Path.GetFullPath(Path.Combine(options.DataDirectory, "spool")) : $"SMTP, {options.Smtp}";
        return $$"""
            ItemsApi listens on {{url}}
            Items are in {{items}}; mails go to {{mails}}.

            Try:
              curl -X POST {{url}}/items -d '{"name":"lamp"}'
              curl {{url}}/items
              curl {{url}}/health/ready
              curl -X POST {{url}}/crash/mailer        the API does not notice, and mails go out again
              curl -X POST {{url}}/crash/repository    503 while it restarts; nothing acknowledged is lost
              curl {{url}}/tree
              curl -X POST {{url}}/hang/mailer         then press Ctrl-C: the log names what does not stop
            Ctrl-C stops the tree from right to left.

            """;
    }
}
