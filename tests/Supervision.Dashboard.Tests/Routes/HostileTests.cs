using System.Net;
using System.Text;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Tests.Routes;

/// <summary>Requests that no page sends, and names that no programmer gives.</summary>
public sealed class HostileTests
{
    private const int Hang = 120_000;
    private static readonly string[] Paths = ["/view", "/what-if", "/kill", "/restart", "/dead-letters/drop", "/dead-letters/requeue", "/dead-letters/hold"];

    [Theory(Timeout = Hang)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"toggled\":[7],\"key\":7}")]
    [InlineData("{\"toggled\":7,\"pid\":\"x\"}")]
    [InlineData("{\"pages\":{\"a\":99999999999999999999},\"seconds\":1e99}")]
    public async Task Garbage_IsRefused(string body)
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program);
        foreach (string path in Paths)
        {
            (HttpStatusCode status, _) = await page.PostAsync(path, body);

            Assert.Equal(HttpStatusCode.BadRequest, status);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task HugeBody_IsRefused()
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program);

        (HttpStatusCode status, _) = await page.PostAsync("/view", $$"""{"find":"{{new string('a', 300_000)}}"}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact(Timeout = Hang)]
    public async Task RandomRequests_NeverBreakTheProgram()
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program);
        var random = new Random(7);
        string valid = """{"toggled":["abc"],"pages":{"abc":-5},"selected":"abc","find":"x","since":-3,"queue":9,"key":"abc","pid":-1,"id":-9,"seconds":-2}""";
        for (int i = 0; i < 400; i++)
        {
            StringBuilder body = new(valid);
            for (int changes = random.Next(6); changes > 0; changes--)
            {
                body[random.Next(body.Length)] = (char)random.Next(random.Next(2) == 0 ? 128 : 0xD7FF);
            }

            (HttpStatusCode status, string answer) = await page.PostAsync(Paths[i % Paths.Length], body.ToString());

            Assert.True((int)status is >= 200 and < 500, $"{Paths[i % Paths.Length]} {body}: {status} {answer}");
        }

        Assert.True(program.Fragile("fragile").Pid.IsAlive);
    }

    [Theory(Timeout = Hang)]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\"></script><script>alert(1)</script>")]
    [InlineData("a\u0001\u001b[2J\r\n\r\ndata: x")]
    [InlineData("\u202Eesrever\u2028")]
    [InlineData("a/b/c")]
    public async Task HostileName_IsShownAsItIs_AndCanBeChosen(string name)
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Supervisor.OneForOne("root", root => root.Process(name, Trees.Wait)));
        await using OpenPage page = await OpenPage.OpenAsync(program);
        TreeRow row = await page.RowAsync(name);
        page.Wanted = new ViewRequest { Selected = row.Key };

        (_, string raw) = await page.PostAsync("/view", $$"""{"selected":"{{row.Key}}"}""");
        View view = await page.ViewAsync();

        Assert.Equal("root/" + name, view.Details?.Path);
        Assert.DoesNotContain('<', raw);
        Assert.DoesNotContain('\n', raw);
    }

    [Fact(Timeout = Hang)]
    public async Task VeryLongName_IsCut_AndItsProcessIsFound()
    {
        string name = new('W', 1_000_000);
        await using RunningProgram program = await RunningProgram.StartAsync(Supervisor.OneForOne("root", root => root.Process(name, Trees.Wait)));
        await using OpenPage page = await OpenPage.OpenAsync(program);
        TreeRow row = (await page.ViewAsync()).Rows[1];
        page.Wanted = new ViewRequest { Selected = row.Key };

        (_, string raw) = await page.PostAsync("/view", $$"""{"selected":"{{row.Key}}"}""");

        Assert.StartsWith("WWWW", row.Id, StringComparison.Ordinal);
        Assert.True(raw.Length < 10_000, $"{raw.Length} characters");
        Assert.NotNull((await page.ViewAsync()).Details);
    }

    [Fact(Timeout = Hang)]
    public async Task StateThatCannotBeShown_IsSaidToBe()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(new Unspeakable()));
        await using OpenPage page = await OpenPage.OpenAsync(program);
        page.Wanted = new ViewRequest { Selected = (await page.RowAsync("fragile")).Key };
        program.Fragile("fragile").Cast(new FragileMessage(new string('x', 1_000_000)));

        View view = await page.UntilAsync(view => view.Details?.Crash is not null);

        Assert.Equal("(could not be shown: NotSupportedException)", view.Details!.Crash!.State);
        Assert.True(view.Details.Crash.Error.Length < 9000);
        Assert.All(view.Happenings, item => Assert.True(item.Text.Length < 1000));
    }

    private static Task<RunningProgram> StartAsync() => RunningProgram.StartAsync(Trees.Small(), options => options.AllowActions = true);

    private sealed class Unspeakable
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
