using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace MakeItCrash.Tests;

public sealed class HttpTests : IAsyncLifetime
{
    private const int Hang = 120_000;
    private RunningTheatre _theatre = null!;

    public async ValueTask InitializeAsync() => _theatre = await RunningTheatre.OpenAsync();

    public ValueTask DisposeAsync() => _theatre.DisposeAsync();

    [Fact(Timeout = Hang)]
    public async Task Page_AsksNobodyElse_AndAllowsNoScriptButItsOwn()
    {
        using HttpResponseMessage answer = await _theatre.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        string page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        string policy = string.Concat(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; connect-src 'self'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", page, StringComparison.Ordinal);
        Assert.Equal(["http://www.w3.org/2000/svg"], page.Split('\'').Where(part => part.StartsWith("http", StringComparison.Ordinal)));
    }

    [Fact(Timeout = Hang)]
    public async Task Crash_IsSeenByAllPages_WithItsThreeMoments()
    {
        await using Watching one = await Watching.BeginAsync(_theatre.Client);
        await using Watching two = await Watching.BeginAsync(_theatre.Client);

        Assert.Equal((HttpStatusCode.OK, new Outcome("Ann", "A–D", "")), await _theatre.PressAsync("/new", " Ann "));
        await one.UntilAsync(scene => scene.Processes.Any(process => process is { Label: "A–D", Phase: Phase.Up, Count: 1 }));
        string before = one.Processes["A–D"].Pid;
        Assert.Equal((HttpStatusCode.Accepted, new Outcome("Ann", "A–D", "")), await _theatre.PressAsync("/crash", "Ann"));

        foreach (Watching page in (Watching[])[one, two])
        {
            await page.UntilAsync(scene => scene.Moments.Any(moment => moment is { Kind: MomentKind.Restore } && moment.Text.Contains("1 participant ", StringComparison.Ordinal)));
            Moment[] last = [.. page.Moments.TakeLast(3)];
            Assert.Equal([MomentKind.Exit, MomentKind.Restart, MomentKind.Restore], last.Select(moment => moment.Kind));
            Assert.Equal($"{before} exited: Ann pressed Crash", last[0].Text);
            Assert.NotEqual(before, page.Processes["A–D"].Pid);
            Assert.Equal(["Ann"], page.Processes["A–D"].Participants);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task Crash_TwoHundredPages_AllSeeIt()
    {
        Watching[] pages = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Watching.BeginAsync(_theatre.Client)));
        await pages[0].UntilAllAreUpAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await _theatre.PressAsync("/crash", "Rob")).Status);

        await Task.WhenAll(pages.Select(page => page.UntilAsync(scene => scene.Processes.Any(process => process is { Label: "R–Z", Phase: Phase.Up, Crashes: 1 }))));
        foreach (Watching page in pages)
        {
            await page.DisposeAsync();
        }
    }

    [Fact(Timeout = Hang)]
    public async Task KillState_IsSeen_AsALoss()
    {
        await using Watching page = await Watching.BeginAsync(_theatre.Client);
        await page.UntilAllAreUpAsync();
        await _theatre.PressAsync("/new", "Ann");

        (HttpStatusCode status, _) = await _theatre.PressAsync("/kill-state", null);

        Assert.Equal(HttpStatusCode.Accepted, status);
        await page.UntilAsync(scene => scene.Moments.Any(moment => moment is { Kind: MomentKind.Loss, Text: "1 participant lost: nobody else had them" }));
        await page.UntilAsync(scene => scene.Processes.Any(process => process is { Label: "R–Z", Phase: Phase.Up }));
    }

    [Fact(Timeout = Hang)]
    public async Task Show_IsKilled_EndsStreamsAndAnswersNewOnes()
    {
        await _theatre.PressAsync("/new", "Ann");
        await using Watching before = await Watching.BeginAsync(_theatre.Client);

        Pid show = _theatre.Find(Names.Show);
        show.Exit(ExitReason.Kill);
        await before.ToEndAsync();
        await show.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _theatre.FindAsync(Names.Show);
        await using Watching after = await Watching.BeginAsync(_theatre.Client);

        if (after.Processes["A–D"].Count == 0)
        {
            await after.UntilAsync(scene => scene.Processes.Any(process => process is { Label: "A–D", Count: 1 }));
        }

        Assert.Equal(["Ann"], after.Processes["A–D"].Participants);
    }

    [Fact(Timeout = Hang)]
    public async Task Web_IsKilled_ComesBackOnTheSamePort()
    {
        Pid web = _theatre.Find(Names.Web);
        web.Exit(ExitReason.Kill);
        await web.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _theatre.FindAsync(Names.Web);
        await ServerRef<EndpointMessage>.ForPid(_theatre.Find(Names.Web)).CallAsync(new EndpointMessage.GetAddress(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, (await _theatre.PressAsync("/new", "Ann")).Status);
    }

    [Theory(Timeout = Hang)]
    [InlineData("/new")]
    [InlineData("/crash")]
    [InlineData("/leave")]
    public async Task Press_NameIsTooLong_IsRefusedWithTheReason(string path)
    {
        (HttpStatusCode status, Outcome outcome) = await _theatre.PressAsync(path, new string('a', 31));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("A name has at most 30 characters; this one has 31.", outcome.Problem);
    }

    [Theory(Timeout = Hang)]
    [InlineData("/new", "application/json", "{", HttpStatusCode.BadRequest)]
    [InlineData("/new", "application/json", "7", HttpStatusCode.BadRequest)]
    [InlineData("/new", "application/json", "null", HttpStatusCode.BadRequest)]
    [InlineData("/new", "application/json", "{\"name\":7}", HttpStatusCode.BadRequest)]
    [InlineData("/new", "text/plain", "{\"name\":\"Ann\"}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/kill-state", "text/plain", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/nowhere", "application/json", "{}", HttpStatusCode.NotFound)]
    public async Task Press_Garbage_IsRefused(string path, string type, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage answer = await _theatre.Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory(Timeout = Hang)]
    [InlineData("xxx", "The body must be a JSON object with a text, such as {\"name\":\"Ann\"}.")]
    [InlineData("\"Ann\"", "The body must be a JSON object with a text, such as {\"name\":\"Ann\"}.")]
    [InlineData("null", "The body must be a JSON object with a text, such as {\"name\":\"Ann\"}.")]
    [InlineData("{\"name\":5}", "The body must be a JSON object with a text, such as {\"name\":\"Ann\"}.")]
    [InlineData("{}", "A name needs at least one character that can be seen.")]
    [InlineData("{\"name\":\" \"}", "A name needs at least one character that can be seen.")]
    public async Task Press_Mistake_IsToldForWhatItIs(string body, string problem)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await _theatre.Client.PostAsync(new Uri("/new", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(new Outcome("", "", problem), await answer.Content.ReadFromJsonAsync(CrashJson.Default.Outcome, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Hang)]
    public async Task Press_HugeBody_IsRefused()
    {
        (HttpStatusCode status, _) = await _theatre.PressAsync("/new", new string('a', 10_000));

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }
}
