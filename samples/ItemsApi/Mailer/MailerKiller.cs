using Supervision;

namespace ItemsApi;

/// <summary>Kills the mailer again and again, for those who want to see that nobody notices.</summary>
internal static class MailerKiller
{
    /// <summary>The killer as a child of the root.</summary>
    public static ChildSpec Child(TimeSpan every, ILogger logger) =>
        ChildSpec.Process("mailer-killer", context => KillAsync(context, every, logger)) with { Restart = Restart.Temporary };

    private static async Task KillAsync(ProcessContext context, TimeSpan every, ILogger logger)
    {
        logger.MailerKillerStarted(every);
        while (true)
        {
            await context.DelayAsync(every);
            Pid mailer = context.Runtime.Find(Names.Mailer);
            if (mailer.IsAlive)
            {
                mailer.Exit(ExitReason.Kill);
                logger.MailerKilled(mailer.ToString());
            }
        }
    }
}
