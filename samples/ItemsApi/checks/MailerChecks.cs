using System.Net;
using System.Net.Sockets;

namespace ItemsApi.Checks;

/// <summary>What the mailer does is no trouble of the API.</summary>
internal static class MailerChecks
{
    /// <summary>Load while the mailer is killed every 100 ms.</summary>
    public static async Task KilledEvery100MillisecondsAsync(Scoreboard score, TimeSpan loadFor)
    {
        using var directory = new CheckDirectory();
        await using CheckedProgram program = await ItemsProgram.StartAsync("--data", directory.Path, "--kill-mailer-every", "100ms");
        var load = new Load(program.Address, "killed");
        using (var until = new CancellationTokenSource(loadFor))
        {
            await load.RunAsync(until.Token);
        }

        using var api = new ItemsClient(program.Address);
        int kills = program.Log.Count(line => line.Contains("was killed", StringComparison.Ordinal));
        int mails = Directory.GetFiles(directory.File("spool")).Length;
        ExpectNoFailedRequest(score, load, loadFor);
        score.Expect(kills > loadFor.TotalSeconds * 8, $"the mailer was killed {kills} times");
        score.Expect(await api.GetAsync("health/ready") == (200, "ready"), $"readiness is 'ready'");
        score.Expect(
            mails > load.Acknowledged.Count / 2,
            $"mails in the spool: {mails} for {load.Acknowledged.Count} items (those with a mailer when it is killed are lost)");
        score.Note($"POST: {load.PostTimes}");
        await Stored.ExpectAllAsync(score, program.Address, load.Acknowledged, "killed");
    }

    /// <summary>Nobody listens where the mailer should deliver.</summary>
    public static async Task AlwaysFailsAsync(Scoreboard score, TimeSpan loadFor)
    {
        using var directory = new CheckDirectory();
        await using CheckedProgram program = await ItemsProgram.StartAsync("--data", directory.Path, "--smtp", Invariant($"127.0.0.1:{ClosedPort()}"));
        var load = new Load(program.Address, "failing");
        using (var until = new CancellationTokenSource(loadFor))
        {
            await load.RunAsync(until.Token);
        }

        using var api = new ItemsClient(program.Address);
        ExpectNoFailedRequest(score, load, loadFor);
        score.Expect(
            program.Log.Any(line => line.Contains("The mailer's supervisor is gone", StringComparison.Ordinal)),
            $"the mailer's supervisor gave up and the log says so");
        (int ready, string text) = await api.GetAsync("health/ready");
        score.Expect((ready, text) == (200, "degraded: mailer"), $"readiness answers {ready} '{text}'");
        score.Expect((await api.GetAsync("health/live")).Status == 200, $"liveness answers 200");
        score.Expect((await api.PostItemAsync("after")).Status == 201, $"an item is still taken");
        score.Note($"POST: {load.PostTimes}");
    }

    private static void ExpectNoFailedRequest(Scoreboard score, Load load, TimeSpan loadFor)
    {
        long failed = load.FailureCount + load.Unavailable;
        score.Expect(failed == 0, $"failed API requests: {failed} of {load.Requests} in {loadFor.TotalSeconds} s ({load.Failures})");
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
