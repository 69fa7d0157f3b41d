namespace MakeItCrash.Checks;

/// <summary>One page in a browser, and what its person does and sees.</summary>
internal sealed class Visitor
{
    private static readonly string[] Labels = ["A–D", "E–K", "L–Q", "R–Z"];
    private readonly List<string> _complaints = [];

    private Visitor(IPage page, Uri address)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _complaints.Add($"asks for {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of the page, and requests to anybody but the program.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens the page and waits until it is live.</summary>
    public static async Task<Visitor> OpenAsync(IBrowserContext browser, Uri address)
    {
        var visitor = new Visitor(await browser.NewPageAsync(), address);
        await visitor.Page.GotoAsync(address.AbsoluteUri);
        await visitor.LiveAsync();
        return visitor;
    }

    public Task LiveAsync() => Page.WaitForFunctionAsync(
        "() => document.getElementById('link').textContent === 'live' && [...document.querySelectorAll('.card')].every(card => card.classList.contains('Up'))");

    public async Task NewAsync(string name)
    {
        await Page.EvaluateAsync("() => document.getElementById('said').textContent = ''");
        await Page.FillAsync("#name", name);
        await Page.ClickAsync("#new");
        await SaysAsync("You are ");
    }

    public Task CrashAsync() => Page.ClickAsync("#crash");

    public Task SaysAsync(string text) => Page.WaitForFunctionAsync("text => document.getElementById('said').textContent.includes(text)", text);

    /// <summary>Waits until a partition has this many participants and is up.</summary>
    public Task HasAsync(int partition, int count) => Page.WaitForFunctionAsync(
        "([at, count]) => { const card = document.querySelectorAll('.card')[at]; return card.classList.contains('Up') && parseInt(card.querySelector('.count').textContent, 10) === count; }",
        new[] { partition, count });

    public Task EndedAsync(int partition, string times) => Page.WaitForFunctionAsync(
        "([label, text]) => [...document.querySelectorAll('.card')].some(card => card.querySelector('h3').textContent === label && card.classList.contains('Up') && card.textContent.includes(text))",
        new[] { Labels[partition], times });

    /// <summary>The pids of the four partitions.</summary>
    public async Task<string[]> PidsAsync() => [.. await Page.Locator(".card .pid").AllTextContentsAsync()];

    /// <summary>The three moments of the last crash; empty for one that has not come yet.</summary>
    public async Task<IReadOnlyList<string>> AnatomyAsync() => await Page.Locator("ol.steps li span").AllTextContentsAsync();

    /// <summary>How many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
