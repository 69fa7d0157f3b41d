using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Services.Checks;

/// <summary>What the page says of the three services, on the real programs.</summary>
internal static class ServiceChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task StartAsync(Scoreboard score)
    {
        await using Cluster cluster = await Cluster.StartAsync();
        (int status, string text) = await cluster["shop"].GetAsync("/parts/lamp");
        score.Expect(status == 200 && text == "shop(stock(ledger(lamp)))", $"a lamp goes through all three: {text}");
        await cluster["stock"].SignalAsync("-TERM");
        score.Expect(await cluster["stock"].WaitForExitAsync(Patience) == 0, $"SIGTERM ends the stock with exit code 0");
        TimeSpan follows = await cluster.UntilReadyIsAsync("shop", 503);
        score.Expect(follows < TimeSpan.FromSeconds(2), $"the shop is not ready {follows.TotalMilliseconds:0} ms later");
    }

    public static async Task RefuseAsync(Scoreboard score)
    {
        (int code, string output) = await RunningService.RunAsync("--name", "ledger", "--directory", "/nowhere");
        score.Expect(code == 1 && output.Contains("prerequisite 'directory'", StringComparison.OrdinalIgnoreCase), $"a ledger without its directory ends with {code} and names it");
        (code, output) = await RunningService.RunAsync("--name", "shop", "--needs", "http://127.0.0.1:9");
        score.Expect(code == 1, $"a shop without a stock ends with {code}, and never takes a request");
        string last = output.TrimEnd().Split('\n')[^1];
        score.Expect(output.Contains("Waiting for http://127.0.0.1:9/", StringComparison.Ordinal), $"it says for whom it waits");
        score.Expect(last.EndsWith("shop/upstream: http://127.0.0.1:9/ was not ready after 10 s.", StringComparison.Ordinal), $"and how that ended: {last}");
    }

    public static async Task ListenAsync(Scoreboard score)
    {
        using TcpListener holder = new(IPAddress.Loopback, 0);
        holder.Start();
        foreach (string url in new[] { Invariant($"http://127.0.0.1:{((IPEndPoint)holder.LocalEndpoint).Port}"), "nonsense", "ftp://127.0.0.1", "http://127.0.0.1:99999" })
        {
            (int code, string output) = await RunningService.RunAsync("--name", "ledger", "--directory", "/tmp", "--urls", url);
            string last = output.TrimEnd().Split('\n')[^1];
            score.Expect(
                code == 1 && last.Contains($"--urls was '{url}'; must be", StringComparison.Ordinal) && !output.Contains("   at ", StringComparison.Ordinal),
                $"a ledger that cannot listen ends with {code}: {last}");
        }
    }

    public static async Task KillAsync(Scoreboard score)
    {
        await using Cluster cluster = await Cluster.StartAsync();
        await using Traffic traffic = new(cluster["shop"]);
        await cluster.UntilAsync(() => Task.FromResult(traffic.Answers.Done > 20));

        await cluster["ledger"].SignalAsync("-9");
        var watch = Stopwatch.StartNew();
        await cluster.UntilReadyIsAsync("stock", 503);
        await cluster.UntilReadyIsAsync("shop", 503);
        score.Expect(watch.Elapsed < TimeSpan.FromSeconds(2), $"stock and shop are not ready {watch.ElapsedMilliseconds} ms after the ledger was killed");
        score.Note($"{(await cluster["stock"].GetAsync("/health/ready")).Text}");
        (int shop, int stock) = ((await cluster["shop"].GetAsync("/health/live")).Status, (await cluster["stock"].GetAsync("/health/live")).Status);
        score.Expect((shop, stock) == (200, 200), $"both are alive");
        int refused = traffic.Answers.Refused;
        int done = traffic.Answers.Done;
        await cluster.UntilAsync(() => Task.FromResult(traffic.Answers.Refused > refused + 20));
        score.Expect(traffic.Answers.Done == done, $"no request is taken meanwhile: {traffic.Answers.Refused} are refused at once");

        cluster["ledger"].Start();
        watch.Restart();
        await cluster.UntilReadyIsAsync("shop", 200);
        await cluster.UntilAsync(() => Task.FromResult(traffic.Answers.Done > done + 20));
        score.Expect(watch.Elapsed < Patience, $"{watch.Elapsed.TotalSeconds:0.0} s after it was started again all is as before, and nobody did anything");
        score.Expect(traffic.Answers.Other == 0, $"no request hung or broke");
    }

    public static async Task SilenceAsync(Scoreboard score)
    {
        await using Cluster cluster = await Cluster.StartAsync();
        await cluster["ledger"].SignalAsync("-STOP");
        try
        {
            var watch = Stopwatch.StartNew();
            int slow = 0;
            while ((await cluster["shop"].GetAsync("/health/ready")).Status == 200 && watch.Elapsed < Patience)
            {
                var one = Stopwatch.StartNew();
                _ = await cluster["shop"].GetAsync("/parts/lamp");
                slow += one.ElapsedMilliseconds > 250 ? 1 : 0;
                await Task.Delay(20);
            }

            score.Expect(watch.Elapsed < TimeSpan.FromSeconds(5), $"a ledger that hangs is noticed after {watch.Elapsed.TotalSeconds:0.0} s: it says nothing");
            score.Expect(slow <= 8, $"the breakers let {slow} requests wait for it until then");
        }
        finally
        {
            await cluster["ledger"].SignalAsync("-CONT");
        }

        TimeSpan back = await cluster.UntilReadyIsAsync("shop", 200);
        await cluster.UntilAsync(async () => (await cluster["shop"].GetAsync("/parts/lamp")).Status == 200);
        score.Expect(back < Patience, $"{back.TotalSeconds:0.0} s after it goes on all is as before");
    }

    public static async Task RateAsync(Scoreboard score)
    {
        await using Cluster cluster = await Cluster.StartAsync(static service => service.Command.Select(static word => word == "10" ? "1" : word));
        await FlapAsync(cluster);
        await cluster.UntilReadyIsAsync("shop", 200);
        score.Expect(true, $"one failure a minute is borne, as was declared");
        await FlapAsync(cluster);
        score.Expect(await cluster["stock"].WaitForExitAsync(Patience) == 1, $"two are not: the stock ends with exit code 1, for somebody to look at");
    }

    /// <summary>Until both have noticed; the second time they may have ended of it.</summary>
    private static async Task FlapAsync(Cluster cluster)
    {
        await cluster["ledger"].SignalAsync("-9");
        await cluster.UntilAsync(async () => (await cluster["shop"].GetAsync("/health/ready")).Status != 200);
        cluster["ledger"].Start();
    }
}
