namespace Supervision.Dashboard.Checks;

/// <summary>What people see and do on the page.</summary>
internal sealed class PageChecks(Scoreboard score, IBrowser browser)
{
    private const int Sessions = 100_000;

    /// <summary>A page that has heard nothing yet says nothing of the program.</summary>
    public async Task SilenceAsync()
    {
        await using Shop shop = await Shop.OpenAsync(static _ => { });
        await using IBrowserContext context = await browser.NewContextAsync();
        Visitor ann = await Visitor.OpenAsync(context, shop.Page, "Ann");
        IPage page = ann.Page;
        await page.RouteAsync("**/events", static route => route.AbortAsync());
        await page.ReloadAsync();
        int said = await page.Locator("#no-history:visible, #no-undelivered:visible, #no-longest:visible").CountAsync();
        score.Expect(said == 0, $"statements about a program that is not heard: {said}");
        await page.UnrouteAsync("**/events");
        await page.ReloadAsync();
        await ann.LiveAsync();
        score.Expect(true, $"once it is heard: {await page.Locator("#no-history").InnerTextAsync()}");
    }

    /// <summary>A crash while two people look: the time is measured in the page, from before the crash to the line in the history.</summary>
    public async Task CrashAsync()
    {
        await using Shop shop = await Shop.OpenAsync(static _ => { });
        await using IBrowserContext context = await browser.NewContextAsync();
        Visitor ann = await Visitor.OpenAsync(context, shop.Page, "Ann");
        await ann.ChooseAsync("stock");
        string before = await ann.Row("stock").Locator(".pid-cell .value").InnerTextAsync();
        await ann.Page.EvaluateAsync(
            "() => { window.began = performance.now(); new MutationObserver(() => window.seen ??= performance.now()).observe(document.getElementById('history'), { childList: true }); }");
        shop.Crash("the lamps are gone");
        await ann.HoldsAsync("#history", "the lamps are gone");
        double milliseconds = await ann.Page.EvaluateAsync<double>("() => window.seen - window.began");
        await ann.Page.WaitForFunctionAsync(
            "pid => [...document.querySelectorAll('.row')].some(row => row.querySelector('.id').textContent === 'stock' && row.querySelector('.restarts .value').textContent === '1' && row.querySelector('.pid-cell .value').textContent !== pid)",
            before);
        await ann.HoldsAsync("#crash-error", "InvalidOperationException: the lamps are gone");
        string history = await ann.TextAsync("#own-history");
        string report = await ann.TextAsync("#crash-facts");

        score.Expect(milliseconds < 1000, $"the crash is seen after {milliseconds:0} ms");
        score.Expect(history.Contains("restarted", StringComparison.Ordinal) && history.Contains("crashed", StringComparison.Ordinal)
            && history.Contains("restart 1 of 50 allowed in 5 s", StringComparison.Ordinal), $"its history: {history.ReplaceLineEndings(" ")}");
        score.Expect(report.Contains("Break", StringComparison.Ordinal) && report.Contains("Lamps = 7", StringComparison.Ordinal)
            && report.Contains(before, StringComparison.Ordinal), $"its crash report: {report.ReplaceLineEndings(" ")}");
        score.Expect(await ann.Row("mailer").Locator(".restarts .value").InnerTextAsync() == "1", $"its right neighbour was restarted with it");
        score.Expect(ann.Complaints.Count == 0, $"errors and requests to others: {string.Join("; ", ann.Complaints)}");
    }

    /// <summary>Who may do what.</summary>
    public async Task PermissionsAsync()
    {
        await using Shop shop = await Shop.OpenAsync(static options => (options.AllowActions, options.ActionPolicy) = (true, "operators"));
        await using IBrowserContext nobody = await browser.NewContextAsync();
        IAPIResponse refused = await nobody.APIRequest.GetAsync(shop.Page.AbsoluteUri);
        score.Expect(refused.Status == 401, $"somebody without a name gets {refused.Status}");

        await using IBrowserContext guest = await browser.NewContextAsync();
        Visitor ann = await Visitor.OpenAsync(guest, shop.Page, "Ann");
        await ann.ChooseAsync("configuration");
        string pid = await ann.Row("configuration").Locator(".pid-cell .value").InnerTextAsync();
        bool isOffered = await ann.Page.Locator("#kill").IsVisibleAsync();
        int status = await ann.Page.EvaluateAsync<int>("async () => (await ask('/kill', { key: chosen.key, pid: chosen.pidNumber })).status");
        score.Expect(!isOffered && status == 403, $"a guest is offered nothing ({isOffered}) and refused with {status}");

        await using IBrowserContext operators = await browser.NewContextAsync();
        Visitor olga = await Visitor.OpenAsync(operators, shop.Page, "Olga");
        await olga.ChooseAsync("configuration");
        score.Expect(await olga.Row("configuration").Locator(".pid-cell .value").InnerTextAsync() == pid, $"the process is still {pid}");
        int forged = await olga.Page.EvaluateAsync<int>(
            "async () => (await fetch(base + '/kill', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key: chosen.key, pid: chosen.pidNumber }) })).status");
        score.Expect(forged == 403, $"an operator's request without the token is refused with {forged}");
        await olga.Page.ClickAsync("#kill");
        await olga.HoldsAsync("#kill", "Really?");
        await olga.Page.ClickAsync("#kill");
        await olga.HoldsAsync("#history", "Olga: kill shop/configuration");
        await ann.HoldsAsync("#history", "Runs again as");
        score.Expect(true, $"an operator kills it, and both see it");
        await olga.Page.WaitForFunctionAsync("pid => `<${chosen.pidNumber}>` !== pid && chosen.canKill", pid);
        await olga.Page.ClickAsync("#restart");
        await olga.Page.ClickAsync("#restart");
        await olga.HoldsAsync("#history", "Olga: restart shop/configuration");
        await olga.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.row')].some(row => row.querySelector('.id').textContent === 'configuration' && row.querySelector('.restarts .value').textContent === '2')");
        score.Expect(true, $"and restarts it");
    }

    /// <summary>Dead letters are handled, held and dropped.</summary>
    public async Task DeadLettersAsync()
    {
        await using Shop shop = await Shop.OpenAsync(static options => options.AllowActions = true);
        await using IBrowserContext context = await browser.NewContextAsync();
        Visitor olga = await Visitor.OpenAsync(context, shop.Page, "Olga");
        await olga.Page.ClickAsync("#queues button");
        await olga.HoldsAsync("#letters", "order 17: two lamps");
        await olga.Page.Locator(".letter").Nth(1).GetByText("Requeue").ClickAsync();
        await olga.HoldsAsync(".letter:nth-of-type(2)", "It failed again");
        await olga.Page.Locator(".letter").Nth(1).GetByText("Hold for an hour").ClickAsync();
        await olga.HoldsAsync("#letters", "handled again at");
        await olga.Page.Locator(".letter").First.GetByText("Requeue").ClickAsync();
        await olga.HoldsAsync("#letters", "1 message waiting; 1 of 2 handled");
        await olga.Page.Locator(".letter .danger").First.ClickAsync();
        await olga.Page.Locator(".letter .danger").First.ClickAsync();
        await olga.HoldsAsync("#letters", "0 messages waiting");
        string text = await olga.TextAsync("#undelivered");

        score.Expect(true, $"requeued, held and dropped");
        score.Expect(text.Contains("<img src=x onerror=pwned=1>: nobody has the name", StringComparison.Ordinal), $"reached nobody: {text.ReplaceLineEndings(" ")}");
        score.Expect(olga.Complaints.All(static complaint => complaint.Contains("409", StringComparison.Ordinal)), $"errors: {string.Join("; ", olga.Complaints)}");
    }

    /// <summary>Without a mouse.</summary>
    public async Task KeyboardAsync()
    {
        await using Shop shop = await Shop.OpenAsync(static options => options.AllowActions = true, sessions: 150);
        await using IBrowserContext context = await browser.NewContextAsync();
        Visitor visitor = await Visitor.OpenAsync(context, shop.Page, "Olga");
        IKeyboard keys = visitor.Page.Keyboard;
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        string first = await visitor.Page.EvaluateAsync<string>("() => document.activeElement.querySelector('.id')?.textContent ?? document.activeElement.id");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowLeft");
        await visitor.Page.WaitForFunctionAsync("() => document.activeElement.getAttribute('aria-expanded') === 'false'");
        await keys.PressAsync("ArrowRight");
        await visitor.Page.WaitForFunctionAsync("() => document.activeElement.getAttribute('aria-expanded') === 'true'");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Enter");
        await visitor.HoldsAsync("#path", "shop/orders/stock");
        string outline = await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle");
        await visitor.Page.WaitForFunctionAsync("() => !document.getElementById('kill').disabled && !document.getElementById('kill').hidden");
        for (int i = 0; i < 10 && await FocusedAsync(visitor) != "kill"; i++)
        {
            await keys.PressAsync("Tab");
        }

        await keys.PressAsync("Enter");
        await keys.PressAsync("Enter");
        await visitor.HoldsAsync("#history", "Olga: kill shop/orders/stock");
        score.Expect(first == "shop" && outline == "solid", $"arrows, Enter and Tab are enough to find and kill a process; the tree begins at {first}, the focus is seen: {outline}");
        string[] nameless = await visitor.Page.EvaluateAsync<string[]>(PageScripts.Nameless);
        score.Expect(nameless.Length == 0, $"what can be focused and has no name: {string.Join("; ", nameless)}");
    }

    /// <summary>A tree with very many children, of which a page is shown.</summary>
    public async Task ManyChildrenAsync()
    {
        await using Shop shop = await Shop.OpenAsync(static _ => { }, Sessions);
        await using IBrowserContext context = await browser.NewContextAsync();
        Visitor visitor = await Visitor.OpenAsync(context, shop.Page, "Ann");
        await visitor.HoldsAsync("#tree", "100,000 processes below");
        await visitor.Row("sessions").Locator(".fold").ClickAsync();
        await visitor.HoldsAsync(".pager", "1–100 of 100,000");
        await visitor.Page.ClickAsync(".pager .last");
        await visitor.HoldsAsync("#tree", "session-100000");
        int lines = await visitor.Page.Locator(".row").CountAsync();
        await visitor.Page.FillAsync("#find", "session-04242");
        await visitor.HoldsAsync("#found", "10 processes");
        await visitor.Page.FillAsync("#find", "");
        await visitor.HoldsAsync(".pager", "of 100,000");
        await visitor.Page.EvaluateAsync(
            "() => { window.began = performance.now(); new MutationObserver(() => window.seen ??= performance.now()).observe(document.getElementById('history'), { childList: true }); }");
        shop.Crash("among many");
        await visitor.HoldsAsync("#history", "among many");
        double milliseconds = await visitor.Page.EvaluateAsync<double>("() => window.seen - window.began");
        await visitor.ChooseAsync("stock");
        double prediction = await visitor.Page.EvaluateAsync<double>("async () => { const began = performance.now(); await ask('/what-if', { key: chosen.key }); return performance.now() - began; }");

        score.Expect(lines < 130, $"{lines} lines for {shop.Runtime.ProcessCount} processes");
        score.Expect(milliseconds < 1000, $"among them a crash is seen after {milliseconds:0} ms");
        score.Note($"what follows from one is known after {prediction:0} ms");
    }

    /// <summary>Pages outlive the program.</summary>
    public async Task ProgramRestartAsync()
    {
        await using IBrowserContext context = await browser.NewContextAsync();
        Uri page;
        Visitor visitor;
        await using (Shop first = await Shop.OpenAsync(static _ => { }))
        {
            page = first.Page;
            visitor = await Visitor.OpenAsync(context, page, "Ann");
        }

        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('link').className === 'lost'");
        await using Shop second = await Shop.OpenAsync(static _ => { }, url: page.GetLeftPart(UriPartial.Authority));
        await visitor.LiveAsync();
        second.Crash("after the restart");
        await visitor.HoldsAsync("#history", "after the restart");
        score.Expect(true, $"a page is live again when the program is; the program stops although pages are open");
    }

    private static Task<string> FocusedAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>("() => document.activeElement.id");
}
