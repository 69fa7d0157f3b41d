using System.Net;
using Supervision.Dashboard.Views;

namespace Supervision.Dashboard.Tests.Routes;

/// <summary>Killing and restarting, and dead letters.</summary>
public sealed class ActionTests
{
    private const int Hang = 120_000;

    [Fact(Timeout = Hang)]
    public async Task Kill_EndsTheProcessThatWasShown_AndItsSuccessorIsSeen()
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program, "Olga");
        TreeRow row = await page.RowAsync("fragile");
        Pid before = program.Fragile("fragile").Pid;

        (HttpStatusCode status, _) = await page.ActAsync("/kill", new ActionRequest { Key = row.Key, Pid = before.Id });
        View view = await page.UntilAsync(view => view.Rows.Any(item => item is { Id: "fragile", Restarts: 1, Status: "running" }));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.False(before.IsAlive);
        Assert.Contains(view.Happenings, item => item is { Kind: "action", Path: "root/fragile" } && item.Text.StartsWith("Olga: kill root/fragile", StringComparison.Ordinal));
    }

    [Fact(Timeout = Hang)]
    public async Task Kill_AnotherProcessRunsThereNow_IsRefused()
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program);
        TreeRow row = await page.RowAsync("fragile");
        long before = program.Fragile("fragile").Pid.Id;
        program.Fragile("fragile").Cast(new FragileMessage("gone"));
        await page.UntilAsync(view => view.Rows.Any(item => item is { Id: "fragile", Restarts: 1 }));

        (HttpStatusCode status, Answer answer) = await page.ActAsync("/kill", new ActionRequest { Key = row.Key, Pid = before });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("not there any more", answer.Problem, StringComparison.Ordinal);
        Assert.True(program.Fragile("fragile").Pid.IsAlive);
    }

    [Fact(Timeout = Hang)]
    public async Task Restart_ADeclaredChild_StopsAndStartsIt()
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program);
        TreeRow row = await page.RowAsync("fragile");
        Pid before = program.Fragile("fragile").Pid;

        (HttpStatusCode status, _) = await page.ActAsync("/restart", new ActionRequest { Key = row.Key, Pid = before.Id });
        await page.UntilAsync(view => view.Rows.Any(item => item is { Id: "fragile", Restarts: 1, Status: "running" }));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(ExitReason.NoProcess, await before.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = Hang)]
    [InlineData("root")]
    [InlineData("once")]
    public async Task Restart_WhatItsSupervisorWouldForget_IsRefused(string id)
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program);
        TreeRow row = await page.RowAsync(id);
        long pid = long.Parse(row.Pid, System.Globalization.CultureInfo.InvariantCulture);

        (HttpStatusCode status, _) = await page.ActAsync("/restart", new ActionRequest { Key = row.Key, Pid = pid });
        TreeRow after = await page.RowAsync(id);

        Assert.Equal((HttpStatusCode.Conflict, row.Pid), (status, after.Pid));
    }

    [Fact(Timeout = Hang)]
    public async Task WhatIf_SaysWhatFollows_AndTouchesNothing()
    {
        await using RunningProgram program = await StartAsync();
        await using OpenPage page = await OpenPage.OpenAsync(program);
        TreeRow row = await page.RowAsync("fragile");
        Pid before = program.Fragile("fragile").Pid;

        (HttpStatusCode status, Answer answer) = await page.ActAsync("/what-if", new ActionRequest { Key = row.Key });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("If root/fragile dies:", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, program.Fragile("fragile").Pid);
    }

    [Fact(Timeout = Hang)]
    public async Task DeadLetters_AreListedRequeuedHeldAndDropped()
    {
        await using RunningProgram program = await StartAsync();
        DeadLetterQueueRef<string> queue = DeadLetterQueueRef<string>.ForName(program.Runtime, "dead");
        await queue.AddAsync("good", "was not ready");
        await queue.AddAsync("bad", "never works");
        await using OpenPage page = await OpenPage.OpenAsync(program);
        page.Wanted = new ViewRequest { Queue = 0 };
        IReadOnlyList<DeadLetters.DeadLetterPage.Row> rows = (await page.ViewAsync()).Queue!.Rows;

        (HttpStatusCode Status, Answer) good = await page.ActAsync("/dead-letters/requeue", new ActionRequest { Id = rows[0].Id });
        (HttpStatusCode Status, Answer Answer) bad = await page.ActAsync("/dead-letters/requeue", new ActionRequest { Id = rows[1].Id });
        (HttpStatusCode Status, Answer) held = await page.ActAsync("/dead-letters/hold", new ActionRequest { Id = rows[1].Id, Seconds = 3600 });
        DeadLetters.DeadLetterPage after = (await page.ViewAsync()).Queue!;
        (HttpStatusCode Status, Answer) dropped = await page.ActAsync("/dead-letters/drop", new ActionRequest { Id = rows[1].Id });

        Assert.Equal(["<good>", "<bad>"], rows.Select(row => row.Message));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.OK], [good.Status, bad.Status, held.Status, dropped.Status]);
        Assert.StartsWith("It failed again", bad.Answer.Problem, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(after.Rows).HeldUntil);
        Assert.Empty((await page.ViewAsync()).Queue!.Rows);
    }

    private static Task<RunningProgram> StartAsync() => RunningProgram.StartAsync(
        Supervisor.OneForOne("root", root => root
            .Intensity(1000, TimeSpan.FromSeconds(5))
            .Server("fragile", () => new FragileServer(), new ServerOptions { Name = "fragile" })
            .Process("once", Trees.Wait, asChild: child => child with { Restart = Restart.Temporary })
            .Child(DeadLetterQueue.Child("dead", new DeadLetterQueueOptions<string>
            {
                Requeue = (_, message) => message == "good" ? Task.CompletedTask : throw new FormatException(message),
            }))),
        options =>
        {
            options.AllowActions = true;
            options.ShowDeadLetters<string>("dead", message => $"<{message}>");
        });
}
