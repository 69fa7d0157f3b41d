using ItemsApi.Checks;

if (CheckArguments.Parse(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync(CheckArguments.Usage);
    return 2;
}

var score = new Scoreboard();
await score.RunAsync("The command line", () => ProgramChecks.CommandLineAsync(score));
await score.RunAsync("Prerequisites", () => ProgramChecks.PrerequisitesAsync(score));
await score.RunAsync("The address is announced while requests can be served", () => EdgeChecks.AnnouncementAsync(score));
await score.RunAsync("The audit trail is lost for good", () => EdgeChecks.AuditAsync(score));
await score.RunAsync("Standard output is closed", () => ProgramChecks.StandardOutputIsClosedAsync(score));
await score.RunAsync("SIGTERM", () => ProgramChecks.StopAsync(score));
await score.RunAsync("SIGTERM while it starts", () => ProgramChecks.StopAStartAsync(score));
await score.RunAsync("SIGTERM with a mailer that does not stop", () => ProgramChecks.StopWithStragglerAsync(score));
await score.RunAsync("The mailer is killed every 100 ms", () => MailerChecks.KilledEvery100MillisecondsAsync(score, arguments.LoadFor));
await score.RunAsync("The mailer always fails", () => MailerChecks.AlwaysFailsAsync(score, arguments.LoadFor / 3));
await score.RunAsync("A torn record", () => RepositoryChecks.TornRecordAsync(score));
using (var directory = new CheckDirectory())
{
    string[] journal = ["--data", directory.Path];
    await score.RunAsync("Journal: a post and a get", () => RepositoryChecks.AnswersWhatIsStoredAsync(score, journal));
    await score.RunAsync("Journal: the repository's process is killed", () => RepositoryChecks.ProcessKilledAsync(score, journal));
}

using (var directory = new CheckDirectory())
{
    string[] journal = ["--data", directory.Path];
    await score.RunAsync("Journal: kill -9 of the program", () => RepositoryChecks.ProgramKilledAsync(score, journal));
    if (arguments.Postgres is { } connection)
    {
        string[] postgres = ["--data", directory.Path, "--postgres", connection];
        await score.RunAsync("PostgreSQL: a post and a get", () => RepositoryChecks.AnswersWhatIsStoredAsync(score, postgres));
        await score.RunAsync("PostgreSQL: the repository's process is killed", () => RepositoryChecks.ProcessKilledAsync(score, postgres));
        await score.RunAsync("PostgreSQL goes away and comes back", () => RepositoryChecks.PostgresAwayAsync(score, connection, directory.Path));
        await score.RunAsync("PostgreSQL: kill -9 of the program", () => RepositoryChecks.ProgramKilledAsync(score, postgres));
    }
}

score.Close();
return score.Failed == 0 ? 0 : 1;
