using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Supervision.Hosting.Tests.Telemetry;

/// <summary>What OpenTelemetry's own SDK exports of a live load agrees with what was done, number by number. It hears every meter of the name in the
/// whole process, so nothing else runs meanwhile.</summary>
[Collection(nameof(OpenTelemetryTests))]
[CollectionDefinition(nameof(OpenTelemetryTests), DisableParallelization = true)]
public sealed class OpenTelemetryTests : IDisposable
{
    /// <summary>What the load is, and what it must come to.</summary>
    private static readonly string[] WhatWasDone =
    [
        "supervision.breaker.changes breaker=bank state=Closed: 1",
        "supervision.breaker.changes breaker=bank state=Isolated: 2",

        // By the clock of the test, which stands still but for the two seconds of the call that has no answer.
        "supervision.call.duration outcome=Abandoned: 1 times, 0 s, up to 1E-05: 1",
        "supervision.call.duration outcome=NoProcess: 1 times, 0 s, up to 1E-05: 1",
        "supervision.call.duration outcome=Overloaded: 1 times, 0 s, up to 1E-05: 1",
        // Answered are 4 × 100 of the clients, 1 before the call that is abandoned, 1 after the messages that are lost, 2 around the timers.
        "supervision.call.duration outcome=Replied: 404 times, 0 s, up to 1E-05: 404",
        "supervision.call.duration outcome=ServerEnded: 1 times, 0 s, up to 1E-05: 1",
        "supervision.call.duration outcome=Timeout: 1 times, 2 s, up to 2.5: 1",

        // Five by a cast and one by a call.
        "supervision.crashes reason=InvalidOperationException: 6",
        "supervision.crashes reason=sold_out: 2",
        "supervision.dead_letters cause=LateReply: 1",

        // Five casts and a call.
        "supervision.dead_letters cause=MailboxFull: 6",
        "supervision.dead_letters cause=NoName: 3",
        "supervision.dead_letters cause=NoProcess: 4",
        "supervision.dead_letters cause=UnexpectedMessage: 2",
        "supervision.mailbox.length: 4",
        "supervision.mailbox.longest: 3",

        // 4 × 500 casts, 404 calls that were answered and 3 that were not, 2 that are waited in, 1 that answers late, 7 that crash, 2 unexpected,
        // 17 that set timers and 10 of timers, and the ends of 8 children at their supervisors.
        "supervision.messages: 2454",
        "supervision.processes: 6",
        "supervision.restarts supervisor=root: 6",
        "supervision.restarts supervisor=shelf: 2",
        "supervision.stragglers.abandoned: 1",
        "supervision.stragglers: 1",
        "supervision.timers: 7",
    ];

    private readonly Exported _exported = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _exported.Dispose();

    [Fact]
    public async Task Metrics_OfALiveLoad_AreWhatWasDone()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using TestHost host = await TestHost.StartAsync(TradeLoad.Declare);
        TradeLoad load = new(host);
        CircuitBreaker breaker = new(host.Supervision.Runtime, "bank", new CircuitBreakerOptions());

        await load.CastAndCallAsync(clients: 4, casts: 500, calls: 100);
        ServerRef<Trade> full = await load.FillAsync(capacity: 3, release.Task);
        await load.FillAsync(capacity: 1, release.Task);
        await load.FailCallsAsync(full);
        await host.StartedAsync("root/till", 2);
        await load.CrashAsync("till", "root/till", new Trade.Fail(), from: 2, times: 5);
        await load.CrashAsync("picker", "root/shelf/picker", new Trade.Close(), from: 1, times: 2);
        await load.LoseMessagesAsync(unnamed: 3, late: 4, unexpected: 2, full, refused: 5);
        await load.RemindAsync(now: 10, later: 7);
        await load.LeaveBehindAsync(release.Task);
        breaker.Isolate();
        breaker.Close();
        breaker.Isolate();

        IReadOnlyList<string> exported = _exported.Metrics();
        release.SetResult();
        Assert.Equal(WhatWasDone, exported.Where(static line => !line.StartsWith("supervision.busy.time", StringComparison.Ordinal)));
        Assert.Equal(WhatWasDone.Length + 1, exported.Count);
    }

    [Fact]
    public async Task BusyTime_OfATurnOfThreeSeconds_IsThreeSeconds()
    {
        const string Busy = "supervision.busy.time";
        ManualTime time = new();
        await using ProcessRuntime runtime = new(new ProcessRuntimeOptions { Time = time });
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Hears it after the SDK, which began to listen before.
        using MeterListener listener = new();
        listener.InstrumentPublished = static (instrument, own) =>
        {
            if (instrument.Name == Busy)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _ = seconds > 0 && told.TrySetResult());
        listener.Start();
        runtime.Spawn(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(3));
            return Task.CompletedTask;
        });
        await told.Task.WaitAsync(Cancelled);

        Assert.Contains($"{Busy}: 3", _exported.Metrics());
    }

    [Fact]
    public async Task Traces_ThroughSendCallAndTimer_AreOneTree()
    {
        await using TestHost host = await TestHost.StartAsync(TradeLoad.Declare);
        ProcessRuntime runtime = host.Supervision.Runtime;
        ServerRef<Trade> last = await runtime.StartServerAsync(static () => new Trader());
        ServerRef<Trade> first = await runtime.StartServerAsync(() => new Trader(last));

        using (Activity? request = _exported.RequestSource.StartActivity("request"))
        {
            Assert.NotNull(request);
            first.Cast(new Trade.PassOn());
            await last.CallAsync(new Trade.Count(), cancellationToken: Cancelled);
            runtime.Send("till", (Trade)new Trade.Fail());
        }

        // Each answers after what came before, and the activities of that are over then.
        await first.CallAsync(new Trade.Count(), cancellationToken: Cancelled);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await last.CallAsync(new Trade.Count(), cancellationToken: Cancelled);
        await host.StartedAsync("root/till", 2);

        Assert.Equal(
            [
                "Internal request",
                "  Client call Count",
                "    Server handle Count",
                "  Consumer handle Fail failed: as told",
                "  Consumer handle PassOn",
                "    Client call Count",
                "      Server handle Count",
                "    Consumer handle Reminder",
                "    Consumer handle Sell",
            ],
            _exported.Traces());
    }
}
