namespace MakeItCrash.Checks;

/// <summary>The page as the audience has it.</summary>
internal sealed class PageChecks(Scoreboard score, IBrowser browser, string? screenshots)
{
    private const int Pages = 14;
    private static readonly ViewportSize Wide = new() { Width = 1280, Height = 900 };
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    private static readonly string[] Hostile =
    [
        "<img src=x onerror=pwned=1>",
        "R\"><script>pwned=1</script>",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "A\u0001\u0007\u001b[2JB",
        "\u202EdesreveR",
        "L\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u0301\u0302\u0303\u0304",
        "فاطمة",
        "'; DROP TABLE names; --",
    ];

    /// <summary>Two people in two browsers: one crashes, both see it.</summary>
    public async Task CrashAsync()
    {
        await using CheckedProgram program = await StartAsync();
        await using IBrowserContext here = await browser.NewContextAsync();
        await using IBrowserContext there = await browser.NewContextAsync();
        Visitor ann = await Visitor.OpenAsync(here, program.Address);
        Visitor rob = await Visitor.OpenAsync(there, program.Address);
        await ann.NewAsync("Ann");
        await rob.NewAsync("Rob");
        await ann.HasAsync(3, 1);
        string[] before = await ann.PidsAsync();
        await ann.CrashAsync();
        await rob.EndedAsync(0, "ended once");
        await ann.EndedAsync(0, "ended once");
        string[] after = await rob.PidsAsync();
        IReadOnlyList<string> anatomy = await rob.AnatomyAsync();

        score.Expect(before[0] != after[0] && before.Skip(1).SequenceEqual(after.Skip(1)), $"pids before {string.Join(' ', before)}, after {string.Join(' ', after)}");
        score.Expect(anatomy[0].EndsWith($"{before[0]} exited: Ann pressed Crash", StringComparison.Ordinal), $"1: {anatomy[0]}");
        score.Expect(anatomy[1].EndsWith($"restarted as {after[0]}", StringComparison.Ordinal), $"2: {anatomy[1]}");
        score.Expect(anatomy[2].EndsWith($"{after[0]} restored 1 participant from the StateServer", StringComparison.Ordinal), $"3: {anatomy[2]}");
        score.Expect(ann.Complaints.Count + rob.Complaints.Count == 0, $"errors and requests to others: {string.Join("; ", ann.Complaints.Concat(rob.Complaints))}");
    }

    /// <summary>A page that has heard nothing yet says nothing of anybody.</summary>
    public async Task SilenceAsync()
    {
        await using CheckedProgram program = await StartAsync();
        await using IBrowserContext context = await browser.NewContextAsync();
        IPage page = await context.NewPageAsync();
        await page.RouteAsync("**/events", static route => route.AbortAsync());
        await page.GotoAsync(program.Address.AbsoluteUri);
        IReadOnlyList<string> badges = await page.Locator(".card .badge").AllTextContentsAsync();

        score.Expect(badges.Count == 4 && badges.All(static badge => badge == "not known yet"), $"badges: {string.Join(", ", badges)}");
        IReadOnlyList<string> counts = await page.Locator(".card .count").AllTextContentsAsync();
        score.Expect(counts.Count == 4 && counts.All(static count => count == "– participants"), $"counts: {string.Join(", ", counts)}");
        score.Expect(await page.Locator(".Down").CountAsync() == 0, $"nobody is shown as gone: {await page.Locator(".Down").CountAsync()}");
    }

    /// <summary>The one case that loses data.</summary>
    public async Task KillStateAsync()
    {
        await using CheckedProgram program = await StartAsync();
        await using IBrowserContext context = await browser.NewContextAsync();
        Visitor ann = await Visitor.OpenAsync(context, program.Address);
        await ann.NewAsync("Ann");
        await ann.HasAsync(0, 1);
        await ann.Page.ClickAsync("#kill");
        await ann.Page.ClickAsync("#kill");
        await ann.SaysAsync("You are gone");
        await ann.HasAsync(0, 0);
        string text = await ann.Page.TextContentAsync("#moments") ?? "";

        score.Expect(text.Contains("1 participant lost: nobody else had them", StringComparison.Ordinal), $"the page tells of the loss");
        await ann.NewAsync("Ann");
        await ann.HasAsync(0, 1);
        score.Expect(true, $"Ann is back");
    }

    /// <summary>Without a mouse.</summary>
    public async Task KeyboardAsync()
    {
        await using CheckedProgram program = await StartAsync();
        await using IBrowserContext context = await browser.NewContextAsync();
        Visitor visitor = await Visitor.OpenAsync(context, program.Address);
        IKeyboard keys = visitor.Page.Keyboard;
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Eve");
        await keys.PressAsync("Enter");
        await visitor.SaysAsync("You are Eve, in E–K.");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        string outline = await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle");
        await keys.PressAsync("Space");
        await visitor.EndedAsync(1, "ended once");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await visitor.SaysAsync("Eve has left.");

        score.Expect(outline == "solid", $"New, Crash and Leave with Tab, Enter and Space; the focus is seen: {outline}");
    }

    /// <summary>More pages in one browser than it opens connections.</summary>
    public async Task ManyPagesAsync()
    {
        await using CheckedProgram program = await StartAsync();
        await using IBrowserContext context = await browser.NewContextAsync();
        List<Visitor> visitors = [];
        for (int i = 0; i < Pages; i++)
        {
            visitors.Add(await Visitor.OpenAsync(context, program.Address));
        }

        await visitors[^1].NewAsync("Lou");
        await visitors[^1].CrashAsync();
        await Task.WhenAll(visitors.Select(visitor => visitor.EndedAsync(2, "ended once")));
        score.Expect(true, $"{visitors.Count} pages of one browser saw a crash");

        await visitors[0].Page.CloseAsync();
        await visitors[1].LiveAsync();
        await visitors[^1].CrashAsync();
        await Task.WhenAll(visitors.Skip(1).Select(visitor => visitor.EndedAsync(2, "ended 2 times")));
        score.Expect(true, $"the other {visitors.Count - 1} see the next one when the first page is closed");
        score.Expect(visitors.All(visitor => visitor.Complaints.Count == 0), $"errors: {string.Join("; ", visitors.SelectMany(visitor => visitor.Complaints))}");
    }

    /// <summary>Pages outlive the program.</summary>
    public async Task ProgramRestartAsync()
    {
        await using IBrowserContext context = await browser.NewContextAsync();
        CheckedProgram first = await StartAsync();
        await using CheckedProgram before = first;
        Visitor visitor = await Visitor.OpenAsync(context, first.Address);
        await visitor.NewAsync("Ann");
        int exitCode = await first.TerminateAsync();
        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('link').className === 'lost'");
        await using CheckedProgram second = await StartAsync(first.Address.Port);
        await visitor.LiveAsync();

        score.Expect(exitCode == 0, $"SIGTERM ends the program with {exitCode} while a page is open");
        score.Expect(second.Address == first.Address, $"the page is live again when the program is");
    }

    /// <summary>Names that are no names, and sizes and colours.</summary>
    public async Task LooksAsync()
    {
        await LookAsync("phone-light", Phone, ColorScheme.Light);
        await LookAsync("phone-dark", Phone, ColorScheme.Dark);
        await LookAsync("wide-light", Wide, ColorScheme.Light);
        await LookAsync("wide-dark", Wide, ColorScheme.Dark);
    }

    private static Task<CheckedProgram> StartAsync(int port = 0, int pause = 400) =>
        CheckedProgram.StartAsync("MakeItCrash", "--port", Invariant($"{port}"), "--pause", Invariant($"{pause}"));

    private async Task LookAsync(string name, ViewportSize size, ColorScheme scheme)
    {
        await using CheckedProgram program = await StartAsync(pause: 2500);
        await using IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = size, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        Visitor visitor = await Visitor.OpenAsync(context, program.Address);
        foreach (string hostile in (string[])[.. Hostile, "Eve", "Frank", "Grace", "Heidi", "Ivan", "Judy", "Ann", "Bob", "Cyn"])
        {
            await visitor.NewAsync(hostile);
        }

        await visitor.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.chips li')].length >= 16");
        bool isHarmless = await visitor.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.querySelectorAll('main img, main script').length === 0");
        score.Expect(isHarmless && visitor.Complaints.Count == 0, $"{name}: hostile names are names; errors: {string.Join("; ", visitor.Complaints)}");
        await MeasureAsync(visitor, name);
        await SaveAsync(visitor, name);
        await visitor.CrashAsync();
        await visitor.Page.WaitForSelectorAsync(".card.Restoring");
        await MeasureAsync(visitor, name + "-crash");
        await SaveAsync(visitor, name + "-crash");
    }

    private async Task MeasureAsync(Visitor visitor, string name)
    {
        int overflow = await visitor.OverflowAsync();
        string[] wide = await visitor.Page.EvaluateAsync<string[]>(PageScripts.TooWide);
        string[] pale = await visitor.Page.EvaluateAsync<string[]>(PageScripts.PaleTexts);
        string[] small = await visitor.Page.EvaluateAsync<string[]>(PageScripts.SmallTargets);
        score.Expect(overflow <= 0 && wide.Length == 0, $"{name}: wider than the window by {overflow} pixels; {string.Join("; ", wide)}");
        score.Expect(pale.Length == 0, $"{name}: texts with less contrast than 4.5: {pale.Length}; {string.Join("; ", pale)}");
        score.Expect(small.Length == 0, $"{name}: targets lower than 44 pixels: {small.Length}; {string.Join("; ", small)}");
    }

    private async Task SaveAsync(Visitor visitor, string name)
    {
        if (screenshots is not null)
        {
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(screenshots, name + ".png"), FullPage = true });
        }
    }
}
