using Microsoft.Playwright;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>Debian's Chromium, driven by Playwright, with what went wrong while pages loaded.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    // A page of the editor loads some 200 files; three other test classes may run beside it.
    private const float PatienceMs = 90_000;

    // It is not to look for updates, and there is no sandbox for root.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _wrong = [];

    private Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
        page.Response += (_, response) => Note(response.Status < 400, $"{response.Status} {response.Url}");
        page.RequestFailed += (_, request) => Note(request.Failure is null or "net::ERR_ABORTED", $"{request.Failure} {request.Url}");
        page.PageError += (_, error) => Note(false, error);
    }

    public IPage Page { get; }

    /// <summary>Responses of 400 and more, requests that failed, errors of scripts.</summary>
    public IReadOnlyList<string> Wrong
    {
        get
        {
            lock (_wrong)
            {
                return [.. _wrong];
            }
        }
    }

    /// <summary>Opens one.</summary>
    /// <param name="home">Where its pages are; nothing else is reached.</param>
    public static async Task<Browser> OpenAsync(string home)
    {
        File.Exists(Program).ShouldBeTrue($"{Program} is missing; ./test installs it");
        var playwright = await Playwright.CreateAsync();
        try
        {
            return await OpenAsync(home, playwright);
        }
        catch
        {
            // With it end its own process and the browser.
            playwright.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static async Task<Browser> OpenAsync(string home, IPlaywright playwright)
    {
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BaseURL = home });
        page.SetDefaultTimeout(PatienceMs);

        // Pictures of persons and news come from other machines: they are not asked.
        await page.RouteAsync(url => !url.StartsWith(home, StringComparison.Ordinal) && url.StartsWith("http", StringComparison.Ordinal), route => route.FulfillAsync(new RouteFulfillOptions { Status = 204 }));
        return new Browser(playwright, browser, page);
    }

    private void Note(bool isWell, string what)
    {
        if (!isWell)
        {
            lock (_wrong)
            {
                _wrong.Add(what);
            }
        }
    }
}
