using System.Net;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Tests.Views;

/// <summary>What pages get to see.</summary>
public sealed class ViewTests
{
    private const int Hang = 120_000;

    [Fact(Timeout = Hang)]
    public async Task Crash_IsTold_WithItsHistoryAndReport()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small("seven lamps"));
        await using OpenPage page = await OpenPage.OpenAsync(program);
        page.Wanted = new ViewRequest { Selected = (await page.RowAsync("fragile")).Key };
        Pid before = program.Fragile("fragile").Pid;

        program.Fragile("fragile").Cast(new FragileMessage("out of lamps"));
        View view = await page.UntilAsync(view => view.Rows.Any(row => row is { Id: "fragile", Restarts: 1 }) && view.Details!.History.Count >= 3);

        Assert.Equal(["crash", "trouble", "restart"], view.Happenings.Select(item => item.Kind));
        Assert.All(view.Happenings, item => Assert.Equal("root/fragile", item.Path));
        Assert.Equal(["restart", "trouble", "crash"], view.Details!.History.Select(item => item.Kind));
        CrashReport crash = view.Details.Crash!;
        Assert.Equal((before.Id > 0, "FragileMessage", "seven lamps"), (crash.Pid.EndsWith($"<{before.Id}>", StringComparison.Ordinal), crash.Message, crash.State));
        Assert.Contains("InvalidOperationException: out of lamps", crash.Error, StringComparison.Ordinal);
        Assert.StartsWith("Restarting it: restart 1 of 1000 allowed in 5 s", crash.Decision, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task History_IsThere_ThoughNobodyLooked()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small());
        Pid before = program.Fragile("fragile").Pid;
        program.Fragile("fragile").Cast(new FragileMessage("unseen"));
        await before.WaitForExitAsync(TestContext.Current.CancellationToken);

        await using OpenPage page = await OpenPage.OpenAsync(program);
        View view = await page.UntilAsync(view => view.Happenings.Count == 3);
        page.Wanted = new ViewRequest { Since = view.Happenings[^1].Number };

        Assert.Contains("unseen", view.Happenings[0].Text, StringComparison.Ordinal);
        Assert.Empty((await page.ViewAsync()).Happenings);
    }

    [Fact(Timeout = Hang)]
    public async Task Children_AreShownInPages_AndSummedUpWhenClosed()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.PageSize = 10);
        DynamicSupervisorRef<int> many = DynamicSupervisorRef<int>.ForName(program.Runtime, "many");
        for (int i = 1; i <= 25; i++)
        {
            await many.StartChildAsync(i, $"child-{i:00}", TestContext.Current.CancellationToken);
        }

        await using OpenPage page = await OpenPage.OpenAsync(program);
        TreeRow closed = await page.RowAsync("many");
        page.Wanted = new ViewRequest { Toggled = [closed.Key], Pages = new Dictionary<string, int> { [closed.Key] = int.MaxValue } };
        View last = await page.ViewAsync();
        page.Wanted = page.Wanted with { Pages = new Dictionary<string, int> { [closed.Key] = 10 } };
        View second = await page.ViewAsync();

        Assert.Equal((25, 25, false), (closed.Children, closed.Sums?.Processes, closed.IsOpen));
        Assert.Equal(["child-21", "child-22", "child-23", "child-24", "child-25"], last.Rows.Where(row => row.Level == 3 && !row.IsPager).Select(row => row.Id));
        Assert.Equal((20, 5, 25), last.Rows.Where(row => row.IsPager).Select(row => (row.Skip, row.Shown, row.Children)).Single());
        Assert.Equal(("child-11", 10), (second.Rows.First(row => row.Level == 3).Id, second.Rows.Count(row => row.Level == 3 && !row.IsPager)));
    }

    [Fact(Timeout = Hang)]
    public async Task Find_GivesOnePage_AndTheirNumber()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(
            Supervisor.OneForOne("root", root =>
            {
                for (int i = 0; i < 40; i++)
                {
                    root.Process($"worker-{i:00}", Trees.Wait);
                }
            }),
            options => options.PageSize = 10);
        await using OpenPage page = await OpenPage.OpenAsync(program);
        page.Wanted = new ViewRequest { Find = "WORKER-1" };
        View some = await page.ViewAsync();
        page.Wanted = new ViewRequest { Find = "worker" };
        View all = await page.ViewAsync();

        Assert.Equal((10, 10, "root/worker-10"), (some.Found, some.Rows.Count, some.Rows[0].Id));
        Assert.Equal((40, 10), (all.Found, all.Rows.Count));
    }

    [Fact(Timeout = Hang)]
    public async Task Mailboxes_AreCounted()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Supervisor.OneForOne("root", root => root
            .Process("behind", Trees.Wait, new ProcessOptions { Name = "behind" })));
        program.Runtime.Send("behind", "one");
        program.Runtime.Send("behind", "two");
        program.Runtime.Send("nobody", "three");
        await using OpenPage page = await OpenPage.OpenAsync(program);

        View view = await page.UntilAsync(view => view.Rows[^1].Mailbox == 2);

        Assert.Equal((2, 1L), (view.Totals.Waiting, view.Totals.DeadLetters));
        Assert.Equal(2, Assert.Single(view.Longest).Length);
        Assert.Equal(("nobody", "String", "NoName"), view.Undelivered.Select(item => (item.Target, item.Message, item.Cause)).Single());
    }

    [Fact(Timeout = Hang)]
    public async Task Stream_TooManyPages_IsRefused()
    {
        await using RunningProgram program = await RunningProgram.StartAsync(Trees.Small(), options => options.MaxViewers = 1);
        await using OpenPage first = await OpenPage.OpenAsync(program);

        using HttpResponseMessage second = await program.GetAsync("/events", "Ann");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
    }

    [Fact(Timeout = Hang)]
    public async Task Stream_ProgramStops_Ends()
    {
        RunningProgram program = await RunningProgram.StartAsync(Trees.Small());
        await using OpenPage page = await OpenPage.OpenAsync(program);
        Task end = page.ToEndAsync();

        await program.DisposeAsync();

        await end;
    }
}
