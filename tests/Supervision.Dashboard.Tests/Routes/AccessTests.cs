using System.Net;
using System.Text;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Tests.Routes;

/// <summary>Who may look, and who may act.</summary>
public sealed class AccessTests
{
    private const int Hang = 120_000;

    public static TheoryData<string> Actions => ["/kill", "/restart", "/dead-letters/drop", "/dead-letters/requeue", "/dead-letters/hold"];

    [Theory(Timeout = Hang)]
    [InlineData("GET", "")]
    [InlineData("GET", "/events")]
    [InlineData("POST", "/view")]
    [InlineData("POST", "/what-if")]
    [InlineData("POST", "/kill")]
    public async Task Request_OfNobody_IsRefused(string method, string path)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.AllowActions = true);

        using HttpResponseMessage answer = await program.SendAsync(new HttpMethod(method), path, null, null, method == "POST" ? RunningProgram.Json("{}") : null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact(Timeout = Hang)]
    public async Task Request_OfNobody_IsAnsweredWhenAnonymousIsAllowed()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.AllowAnonymous = true);

        using HttpResponseMessage answer = await program.GetAsync("", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Actions))]
    public async Task Action_NotAllowed_IsRefused(string path)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.ShowDeadLetters<string>("dead"));
        await using OpenPage page = await OpenPage.OpenAsync(program, "Olga");
        TreeRow row = await page.RowAsync("fragile");

        (HttpStatusCode status, Answer answer) = await page.ActAsync(path, new ActionRequest { Key = row.Key, Pid = program.Fragile("fragile").Pid.Id });

        Assert.Equal((HttpStatusCode.Forbidden, false), (status, page.Hello.CanAct));
        Assert.Contains("AllowActions is false", answer.Problem, StringComparison.Ordinal);
        Assert.True(program.Fragile("fragile").Pid.IsAlive);
    }

    [Theory(Timeout = Hang)]
    [MemberData(nameof(Actions))]
    public async Task Action_OfOneWhoDoesNotMeetThePolicy_IsRefused(string path)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => (options.AllowActions, options.ActionPolicy) = (true, "operators"));
        await using OpenPage ann = await OpenPage.OpenAsync(program);
        await using OpenPage olga = await OpenPage.OpenAsync(program, "Olga");
        TreeRow row = await ann.RowAsync("fragile");

        (HttpStatusCode status, _) = await ann.ActAsync(path, new ActionRequest { Key = row.Key, Pid = program.Fragile("fragile").Pid.Id });

        Assert.Equal((HttpStatusCode.Forbidden, false, true), (status, ann.Hello.CanAct, olga.Hello.CanAct));
        Assert.True(program.Fragile("fragile").Pid.IsAlive);
    }

    [Theory(Timeout = Hang)]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123")]
    public async Task Action_WithoutTheToken_IsRefused(string? token)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.AllowActions = true);
        await using OpenPage page = await OpenPage.OpenAsync(program);
        string key = (await page.RowAsync("fragile")).Key;
        string body = $$"""{"key":"{{key}}","pid":{{program.Fragile("fragile").Pid.Id}}}""";

        using HttpResponseMessage answer = await program.SendAsync(HttpMethod.Post, "/kill", "Ann", token, RunningProgram.Json(body));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.True(program.Fragile("fragile").Pid.IsAlive);
    }

    [Fact(Timeout = Hang)]
    public async Task Action_WithTheTokenOfAnother_IsRefused()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.AllowActions = true);
        await using OpenPage ann = await OpenPage.OpenAsync(program);

        using HttpResponseMessage answer = await program.SendAsync(HttpMethod.Post, "/kill", "Bob", ann.Hello.Token, RunningProgram.Json("{}"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory(Timeout = Hang)]
    [InlineData("cross-site", HttpStatusCode.Forbidden)]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("none", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.OK)]
    public async Task Request_FromAnotherSite_IsRefused(string site, HttpStatusCode expected)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small());
        await using OpenPage page = await OpenPage.OpenAsync(program);
        using StringContent body = RunningProgram.Json("{}");
        body.Headers.Add("X-Supervision-Token", page.Hello.Token);
        body.Headers.Add("X-Name", "Ann");
        body.Headers.Add("Sec-Fetch-Site", site);

        using HttpResponseMessage answer = await program.Client.PostAsync(new Uri("/supervision/view", UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact(Timeout = Hang)]
    public async Task Request_OfAForm_IsRefused()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.AllowActions = true);
        using var form = new StringContent("{}", Encoding.UTF8, "text/plain");

        using HttpResponseMessage answer = await program.SendAsync(HttpMethod.Post, "/kill", "Ann", null, form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact(Timeout = Hang)]
    public async Task Page_AsksNobodyElse_AndAllowsNoScriptButItsOwn()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small());

        using HttpResponseMessage answer = await program.GetAsync("", "Ann");
        string page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        string policy = string.Concat(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; connect-src 'self'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", page, StringComparison.Ordinal);
        Assert.Equal(["http://www.w3.org/2000/svg"], page.Split('\'').Where(part => part.StartsWith("http", StringComparison.Ordinal)));
        Assert.Equal("nosniff", string.Concat(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("DENY", string.Concat(answer.Headers.GetValues("X-Frame-Options")));
    }
}
