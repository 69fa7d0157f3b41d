namespace Supervision.Dashboard.Checks;

/// <summary>One page in a browser, and what its person does and sees.</summary>
internal sealed class Visitor
{
    private readonly List<string> _complaints = [];

    private Visitor(IPage page, Uri address)
    {
        Page = page;
        string origin = address.GetLeftPart(UriPartial.Authority) + "/";
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
            if (!request.Url.StartsWith(origin, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _complaints.Add($"asks for {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of the page, and requests to anybody but the program.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens the page and waits until it is live and shows the tree.</summary>
    public static async Task<Visitor> OpenAsync(IBrowserContext browser, Uri address, string? name = null)
    {
        if (name is not null)
        {
            await browser.AddCookiesAsync([new Cookie { Name = "name", Value = name, Url = address.AbsoluteUri }]);
        }

        var visitor = new Visitor(await browser.NewPageAsync(), address);
        await visitor.Page.GotoAsync(address.AbsoluteUri);
        await visitor.LiveAsync();
        return visitor;
    }

    public Task LiveAsync() => Page.WaitForFunctionAsync("() => document.getElementById('link').textContent === 'live' && document.querySelectorAll('.row').length > 0");

    /// <summary>The line of a process, by its id.</summary>
    public ILocator Row(string id) => Page.Locator(".row").Filter(new() { Has = Page.Locator($".id:text-is('{id}')") });

    public async Task ChooseAsync(string id)
    {
        await Row(id).Locator(".id").ClickAsync();
        await Page.WaitForFunctionAsync("id => !document.getElementById('chosen').hidden && document.getElementById('path').textContent.endsWith(id)", id);
    }

    public Task<string> TextAsync(string selector) => Page.Locator(selector).InnerTextAsync();

    /// <summary>Waits until an element holds a text.</summary>
    public Task HoldsAsync(string selector, string text) => Page.WaitForFunctionAsync(
        "([selector, text]) => (document.querySelector(selector)?.textContent ?? '').includes(text)", new[] { selector, text });

    /// <summary>How many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
