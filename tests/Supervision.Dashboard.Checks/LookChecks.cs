namespace Supervision.Dashboard.Checks;

/// <summary>How the page looks: wide and narrow, light and dark, with names that are meant to break it.</summary>
internal sealed class LookChecks(Scoreboard score, IBrowser browser, string? screenshots)
{
    private static readonly ViewportSize Wide = new() { Width = 1360, Height = 900 };
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    public async Task LooksAsync()
    {
        await LookAsync("narrow-light", Phone, ColorScheme.Light);
        await LookAsync("narrow-dark", Phone, ColorScheme.Dark);
        await LookAsync("wide-light", Wide, ColorScheme.Light);
        await LookAsync("wide-dark", Wide, ColorScheme.Dark);
    }

    private async Task LookAsync(string name, ViewportSize size, ColorScheme scheme)
    {
        await using Shop shop = await Shop.OpenAsync(static options => options.AllowActions = true, sessions: 250);
        await using IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = size, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        Visitor visitor = await Visitor.OpenAsync(context, shop.Page, "Olga");
        await MeasureAsync(visitor, name);
        shop.Crash(HostileNames.Markup + new string('W', 3000) + "\u202E\u0007");
        await visitor.HoldsAsync("#history", "restarted");
        await visitor.Row("sessions").Locator(".fold").ClickAsync();
        await visitor.HoldsAsync(".pager", "1–100 of 250");
        await visitor.Page.Locator("#queues button").ClickAsync();
        await visitor.Page.Locator(".letter").First.WaitForAsync();
        await visitor.ChooseAsync("stock");
        await visitor.Page.ClickAsync("#what-if");
        await visitor.HoldsAsync("#prediction-text", "dies");
        bool isHarmless = await visitor.Page.EvaluateAsync<bool>("() => window.pwned === undefined && document.querySelectorAll('main img, main script').length === 0");
        score.Expect(isHarmless && visitor.Complaints.Count == 0, $"{name}: hostile names and messages are texts; errors: {string.Join("; ", visitor.Complaints)}");
        await MeasureAsync(visitor, name + "-crash");
        await TabAsync(visitor, name);
    }

    /// <summary>From the first field to the end of the page: no part twice, each column from top to bottom, and never out of sight.</summary>
    private async Task TabAsync(Visitor visitor, string name)
    {
        List<Stop> parts = [];
        int stops = 0;
        int unseen = 0;
        await visitor.Page.FocusAsync("#find");
        while (stops < 200 && await visitor.Page.EvaluateAsync<Stop?>(PageScripts.FocusedPart) is { } stop && (stops == 0 || stop.Part != "tree-part" || parts.Count == 1))
        {
            stops++;
            unseen += stop.IsSeen ? 0 : 1;
            if (parts.LastOrDefault()?.Part != stop.Part)
            {
                parts.Add(stop);
            }

            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        bool isOrdered = parts.GroupBy(static part => part.Left).All(static column => column.Zip(column.Skip(1)).All(static pair => pair.First.Top < pair.Second.Top));
        score.Expect(
            isOrdered && unseen == 0 && parts.Count == 4,
            $"{name}: Tab goes through {string.Join(", ", parts.Select(static part => part.Part))}, from top to bottom; {stops} stops, {unseen} out of sight");
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
        if (screenshots is not null)
        {
            await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(screenshots, name + ".png"), FullPage = true });
        }
    }

    /// <summary>What <see cref="PageScripts.FocusedPart"/> says.</summary>
    private sealed class Stop
    {
        public string Part { get; set; } = "";

        public double Top { get; set; }

        public double Left { get; set; }

        public bool IsSeen { get; set; }
    }
}
