using System.Diagnostics.Metrics;

namespace DeviceGateway.Tests;

/// <summary>The program as it starts without options, over HTTP.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private const int Hang = 120_000;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact(Timeout = Hang)]
    public async Task Start_WithoutOptions_ReadsDevicesAndBringsTheirReadingsToTheLeft()
    {
        await _gateway.EventuallyAsync("/devices", text => text.StartsWith("""{"configured":200,"running":199""", StringComparison.Ordinal));
        await _gateway.EventuallyAsync("/readings", text => !text.Contains("\"stored\":0", StringComparison.Ordinal));

        Assert.Contains("\"deviceId\":\"5\"", await _gateway.EventuallyAsync("/devices/5", text => text.Contains("Online", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.True(_gateway.Broker.Count(QueueNames.Readings).Waiting > 0, "no report in the queue");
    }

    [Fact(Timeout = Hang)]
    public async Task Supervision_ShowsTheDashboardAndTheWholeTree()
    {
        (int status, string page) = await _gateway.AskAsync("GET", "/supervision");
        string tree = await _gateway.EventuallyAsync("/tree", text => text.Contains("199 devices", StringComparison.Ordinal));

        Assert.Equal(200, status);
        Assert.Contains("<html", page, StringComparison.OrdinalIgnoreCase);
        string[] whiteboard = ["gateway#1  one_for_one", "left#1  one_for_one", "sql-pool#1", "consumers#1  one_for_one", "publishers#1", "metrics#1",
            "right#1  rest_for_one", "config-cache#1", "pollers#1  simple_one_for_one", "config-manager#1"];
        Assert.Equal(whiteboard, whiteboard.OrderBy(node => tree.IndexOf(node, StringComparison.Ordinal)));
        Assert.All(whiteboard, node => Assert.Contains(node, tree, StringComparison.Ordinal));
    }

    [Fact(Timeout = Hang)]
    public async Task PostConfig_DoesTheSameAsTheQueue()
    {
        await _gateway.EventuallyAsync("/devices", text => text.Contains("\"configured\":200", StringComparison.Ordinal));
        await _gateway.Broker.PublishAsync(QueueNames.Config, new("1", """{"remove":["18"]}"""), TestContext.Current.CancellationToken);
        await _gateway.EventuallyAsync("/devices", text => text.Contains("\"configured\":199", StringComparison.Ordinal));

        (int status, string text) = await _gateway.AskAsync(
            "POST", "/config", """{"put":[{"id":"new","host":"memory","port":0,"pollEvery":"00:00:00.1","group":"hall-9"}],"remove":["19","20"]}""");

        Assert.Equal((200, "Version 3 is on the disk, and everybody was told.\n"), (status, text));
        await _gateway.EventuallyAsync("/devices", devices => devices.Contains("\"configured\":198", StringComparison.Ordinal));
        await _gateway.EventuallyAsync("/devices/new", device => device.Contains("Online", StringComparison.Ordinal));
        Assert.Equal(404, (await _gateway.AskAsync("GET", "/devices/19")).Status);
    }

    [Fact(Timeout = Hang)]
    public async Task Pause_IsSeenInHealthAndRepairs()
    {
        await _gateway.EventuallyAsync("/devices", text => text.Contains("\"configured\":200", StringComparison.Ordinal));
        Assert.Equal((200, "'hall-1' is left alone until it is resumed.\n"), await _gateway.AskAsync("POST", "/repairs/hall-1/pause"));

        (int status, string ready) = await _gateway.AskAsync("GET", "/health/ready");
        Assert.Contains("Paused: hall-1", ready, StringComparison.Ordinal);
        Assert.Equal(200, status);
        Assert.StartsWith("""{"paused":["hall-1"]""", (await _gateway.AskAsync("GET", "/repairs")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await _gateway.AskAsync("POST", "/repairs/hall-1/resume")).Status);
        Assert.Contains("Nothing is paused", (await _gateway.AskAsync("GET", "/health/ready")).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task Metrics_AreMeasuredByMetersOfTheLibraryAndOfTheSample()
    {
        using var listener = new MeterListener();
        HashSet<string> seen = [];
        listener.InstrumentPublished = (instrument, all) => all.EnableMeasurementEvents(instrument);
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) =>
        {
            lock (seen)
            {
                seen.Add(instrument.Meter.Name + ":" + instrument.Name);
            }
        });
        listener.Start();
        await _gateway.EventuallyAsync("/metrics", text => !text.Contains("\"reported\":0", StringComparison.Ordinal));

        lock (seen)
        {
            Assert.Contains("DeviceGateway:gateway.poll.duration", seen);
            Assert.Contains("Supervision:supervision.call.duration", seen);
        }
    }

    [Theory(Timeout = Hang)]
    [InlineData("/repairs/hall-99/pause", """{"error":"Nothing is called 'hall-99' now. It must be repairs for all, a device, such as device:1, or a group (hall-1, hall-2, hall-3, hall-4)."}""")]
    [InlineData("/repairs/device:999/pause", """{"error":"Nothing is called 'device:999' now. It must be repairs for all, a device, such as device:1, or a group (hall-1, hall-2, hall-3, hall-4)."}""")]
    [InlineData("/field/999/bonkers", """{"error":"There is no device '999'; GET /config says which there are."}""")]
    [InlineData("/field/far/bonkers", """{"error":"Device far is at 127.0.0.1:1; only those within the program can be told what to be."}""")]
    public async Task Post_WhatDoesNotExist_IsMissingAndSaysWhatThereIs(string path, string error)
    {
        await _gateway.EventuallyAsync("/devices", text => text.Contains("\"configured\":200", StringComparison.Ordinal));
        await _gateway.AskAsync("POST", "/config", """{"put":[{"id":"far","host":"127.0.0.1","port":1,"pollEvery":"01:00:00","group":"hall-1"}]}""");

        Assert.Equal((404, error), await _gateway.AskAsync("POST", path));
        Assert.StartsWith("""{"paused":[]""", (await _gateway.AskAsync("GET", "/repairs")).Text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task Post_WhatExists_IsDone()
    {
        await _gateway.EventuallyAsync("/devices", text => text.Contains("\"configured\":200", StringComparison.Ordinal));

        foreach (string path in (string[])["/repairs/hall-4/pause", "/repairs/hall-4/pause", "/repairs/device:17/pause", "/repairs/repairs/pause", "/field/200/bonkers"])
        {
            Assert.Equal((path, 200), (path, (await _gateway.AskAsync("POST", path)).Status));
        }

        Assert.StartsWith("""{"paused":["hall-4","device:17","repairs"]""", (await _gateway.AskAsync("GET", "/repairs")).Text, StringComparison.Ordinal);
        Assert.Equal(DeviceMood.Bonkers, _gateway.Outside.Memory["200"].Mood);
    }

    [Theory(Timeout = Hang)]
    [InlineData("POST", "/config", "not json", 400)]
    [InlineData("POST", "/config", "{}", 400)]
    [InlineData("POST", "/config", """{"put":[{"id":"x","host":"h","port":70000,"pollEvery":"00:00:01","group":"g"}]}""", 400)]
    [InlineData("POST", "/config", """{"put":[{"id":"x","host":"h","port":7,"pollEvery":"00:00:00","group":"g"}]}""", 400)]
    [InlineData("GET", "/devices/nobody", null, 404)]
    [InlineData("POST", "/repairs/nobody/resume", null, 404)]
    [InlineData("POST", "/kill/nobody", null, 404)]
    [InlineData("POST", "/network/sql/sideways", null, 404)]
    [InlineData("POST", "/network/moon/up", null, 404)]
    [InlineData("POST", "/field/5/angry", null, 404)]
    [InlineData("POST", "/field/5/7", null, 404)]
    [InlineData("GET", "/health/live", null, 200)]
    [InlineData("GET", "/health/ready", null, 200)]
    [InlineData("GET", "/config", null, 200)]
    public async Task Request_Any_HasStatus(string method, string path, string? body, int status) =>
        Assert.Equal(status, (await _gateway.AskAsync(method, path, body)).Status);
}
