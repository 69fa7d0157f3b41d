using System.Net;
using System.Net.Http.Json;
using System.Text;
using Supervision;

namespace ItemsApi.Tests;

public sealed class HttpTests : IAsyncLifetime
{
    private const int Hang = 120_000;
    private static readonly CancellationToken None = CancellationToken.None;
    private RunningApi _api = null!;

    public async ValueTask InitializeAsync() => _api = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact(Timeout = Hang)]
    public async Task Post_Item_IsCreatedAndFoundAndListed()
    {
        using HttpResponseMessage created = await PostAsync("""{"name":"lamp","note":"for the hall"}""");
        Item? item = await created.Content.ReadFromJsonAsync(ItemsJson.Plain.Item, None);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/items/1", created.Headers.Location?.OriginalString);
        Assert.Equal((1, "lamp", "for the hall"), (item!.Id, item.Name, item.Note));
        Assert.Equal(item, await _api.Client.GetFromJsonAsync("/items/1", ItemsJson.Plain.Item, None));
        Assert.Equal([item], await _api.Client.GetFromJsonAsync("/items?limit=10", ItemsJson.Plain.IReadOnlyListItem, None));
    }

    [Theory(Timeout = Hang)]
    [InlineData("not json", "The body must be a JSON object")]
    [InlineData("null", "The body must be a JSON object")]
    [InlineData("""{"name":7}""", "The body must be a JSON object")]
    [InlineData("""{"note":"x"}""", "name must not be empty.")]
    public async Task Post_Mistake_IsBadRequestWithTheReason(string body, string reason)
    {
        using HttpResponseMessage answer = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, (await answer.Content.ReadFromJsonAsync(ItemsJson.Plain.Problem, None))!.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task Post_TooLarge_IsRefusedAndNoFailureOfTheProgram()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/items", UriKind.Relative)) { Content = new ByteArrayContent(new byte[40_000_000]) };
        request.Headers.ExpectContinue = true;

        using HttpResponseMessage answer = await _api.Client.SendAsync(request, None);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("too large", (await answer.Content.ReadFromJsonAsync(ItemsJson.Plain.Problem, None))!.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_api.Log.All, static line => line.Contains("unhandled", StringComparison.Ordinal));
    }

    [Theory(Timeout = Hang)]
    [InlineData("/items/7", HttpStatusCode.NotFound)]
    [InlineData("/items?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/items?limit=1001", HttpStatusCode.BadRequest)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task Get_Path_HasStatus(string path, HttpStatusCode status) => Assert.Equal(status, await StatusAsync(path));

    [Fact(Timeout = Hang)]
    public async Task Post_MailerHangs_IsAnsweredAndLeavesTheApiReady()
    {
        var maySend = new TaskCompletionSource();
        _api.Mails.MaySend = maySend.Task;

        using HttpResponseMessage first = await PostAsync("""{"name":"lamp"}""");
        using HttpResponseMessage second = await PostAsync("""{"name":"chair"}""");

        string ready = await TextAsync("/health/ready");
        maySend.SetResult();

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("ready", ready);
    }

    [Fact(Timeout = Hang)]
    public async Task Ready_MailerGaveUp_IsDegradedAndNamesIt()
    {
        _api.Mails.ConnectFails = new IOException("nobody listens");

        using (HttpResponseMessage crash = await CommandAsync("/crash/mailer"))
        {
            Assert.Equal(HttpStatusCode.Accepted, crash.StatusCode);
        }

        await _api.Log.WaitForAsync("degraded: mailer");
        Assert.Equal("degraded: mailer", await TextAsync("/health/ready"));
        using HttpResponseMessage created = await PostAsync("""{"name":"lamp"}""");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
    }

    [Fact(Timeout = Hang)]
    public async Task Repair_MailerGaveUp_IsReadyAndSendsAgain()
    {
        _api.Mails.ConnectFails = new IOException("nobody listens");
        using HttpResponseMessage crash = await CommandAsync("/crash/mailer");
        await _api.Log.WaitForAsync("degraded: mailer");
        _api.Mails.ConnectFails = null;

        using HttpResponseMessage repair = await CommandAsync("/repair/mailer");
        Assert.Equal(HttpStatusCode.Accepted, repair.StatusCode);
        await _api.Log.WaitForAsync("Ready: ready", times: 2);

        Assert.Equal("ready", await TextAsync("/health/ready"));
        Assert.Contains("sender#1  named mailer", await TextAsync("/tree"), StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task Repair_MailerRuns_IsConflictAndSaysSo()
    {
        using HttpResponseMessage repair = await CommandAsync("/repair/mailer");

        Assert.Equal(HttpStatusCode.Conflict, repair.StatusCode);
        Assert.Equal(new Problem("The mailer runs; there is nothing to repair."), await repair.Content.ReadFromJsonAsync(ItemsJson.Plain.Problem, None));
    }

    [Fact(Timeout = Hang)]
    public async Task Repair_MailerDoesNotStart_IsConflictAndSaysWhy()
    {
        _api.Mails.ConnectFails = new IOException("nobody listens");
        using HttpResponseMessage kill = await CommandAsync("/kill/mailer-supervisor");
        await _api.Log.WaitForAsync("degraded: mailer");

        using HttpResponseMessage repair = await CommandAsync("/repair/mailer");

        Assert.Equal(HttpStatusCode.Conflict, repair.StatusCode);
        Assert.Equal(new Problem("The mailer did not start: nobody listens"), await repair.Content.ReadFromJsonAsync(ItemsJson.Plain.Problem, None));
    }

    [Fact(Timeout = Hang)]
    public async Task Repository_Killed_IsUnavailableUntilItsStoreIsOpen()
    {
        var mayOpen = new TaskCompletionSource();
        using HttpResponseMessage before = await PostAsync("""{"name":"lamp"}""");
        _api.Stores.MayOpen = mayOpen.Task;
        Task<ExitReason> gateIsGone = _api.Find(Names.RepositoryGate).WaitForExitAsync(None);

        using HttpResponseMessage kill = await CommandAsync("/kill/repository");
        await gateIsGone;
        using HttpResponseMessage during = await PostAsync("""{"name":"chair"}""");
        HttpStatusCode readyDuring = await StatusAsync("/health/ready");
        mayOpen.SetResult();
        await _api.Log.WaitForAsync("Repository answers", times: 2);
        using HttpResponseMessage after = await PostAsync("""{"name":"table"}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, during.StatusCode);
        Assert.Equal("1", during.Headers.GetValues("Retry-After").Single());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readyDuring);
        Assert.Equal(HttpStatusCode.Created, after.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/ready"));
        Assert.Equal(["lamp", "table"], _api.Stores.Items.Select(item => item.Name));
    }

    [Fact(Timeout = Hang)]
    public async Task Post_StoreIsAway_IsUnavailableAndNothingRestarts()
    {
        Pid repository = _api.Find(Names.Repository);
        _api.Stores.UseFails = new StoreUnavailableException("away for a while", new IOException());

        using HttpResponseMessage answer = await PostAsync("""{"name":"lamp"}""");
        string ready = await TextAsync("/health/ready", HttpStatusCode.ServiceUnavailable);
        _api.Stores.UseFails = null;
        using HttpResponseMessage later = await PostAsync("""{"name":"lamp"}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("repository: away for a while", ready);
        Assert.Equal(HttpStatusCode.Created, later.StatusCode);
        Assert.Equal(repository, _api.Find(Names.Repository));
    }

    [Fact(Timeout = Hang)]
    public async Task Endpoint_Crashes_ListensAgainOnTheSamePort()
    {
        // The answer to this request may be lost with the endpoint.
        await Record.ExceptionAsync(() => CommandAsync("/crash/endpoint"));

        await _api.Log.WaitForAsync("Endpoint listens", times: 2);

        using var client = new HttpClient { BaseAddress = _api.Client.BaseAddress };
        Assert.Equal("live", await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), None));
    }

    [Fact(Timeout = Hang)]
    public async Task Stop_Tree_EndsFromRightToLeft()
    {
        await _api.StopAsync();

        ExpectStopped();
        Assert.Equal(1, _api.Stores.Closed);
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusAsync("/health/live"));
    }

    [Fact(Timeout = Hang)]
    public async Task Stop_MailerWasRepaired_EndsFromRightToLeftAndIsNotDegradedMeanwhile()
    {
        using HttpResponseMessage kill = await CommandAsync("/kill/mailer-supervisor");
        await _api.Log.WaitForAsync("degraded: mailer");
        using HttpResponseMessage repair = await CommandAsync("/repair/mailer");
        await _api.Log.WaitForAsync("Ready: ready", times: 2);

        await _api.StopAsync();

        ExpectStopped();
        Assert.Single(_api.Log.All, static line => line.Contains("mails are not sent", StringComparison.Ordinal));
    }

    private void ExpectStopped()
    {
        string[] steps = ["Readiness gate closed", "Endpoint stopped", "Mailer stopped", "Repository stopped"];
        Assert.Equal(steps, _api.Log.All
            .Select(line => steps.FirstOrDefault(step => line.Contains(step, StringComparison.Ordinal)))
            .OfType<string>()
            .TakeLast(steps.Length));
    }

    private async Task<HttpResponseMessage> PostAsync(string body) =>
        await _api.Client.PostAsync(new Uri("/items", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), None);

    private Task<HttpResponseMessage> CommandAsync(string path) => _api.Client.PostAsync(new Uri(path, UriKind.Relative), null, None);

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage response = await _api.Client.GetAsync(new Uri(path, UriKind.Relative), None);
        return response.StatusCode;
    }

    private async Task<string> TextAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await _api.Client.GetAsync(new Uri(path, UriKind.Relative), None);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync(None);
    }
}
