using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MlNetInvoice.Server.Page;

/// <summary>Debian's Chromium, driven as a person uses it. Where MLNETINVOICE_GALLERY names a folder, the screenshots are kept there.</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private static readonly string[] _programs = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];

    // What passes is counted, not described: that takes most of axe's time.
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };

    // Playwright's 5 and 30 seconds are short on a machine that compiles and tests at once.
    private const float PatientMilliseconds = 90_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private TestBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts it; where there is none the tests are skipped.</summary>
    public static async Task<TestBrowser> StartAsync(params string[] arguments)
    {
        string? program = _programs.FirstOrDefault(File.Exists);
        if (program is null)
        {
            Assert.Ignore("Skipped: no Chromium is installed here (Debian: apt-get install chromium).");
        }

        Assertions.SetDefaultExpectTimeout(PatientMilliseconds);
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. arguments],
        });
        return new TestBrowser(playwright, browser);
    }

    /// <summary>Opens an address in a context of its own: no storage is shared with others.</summary>
    /// <param name="address">The address.</param>
    /// <param name="locale">The user's language.</param>
    /// <param name="width">Columns of the window.</param>
    /// <param name="height">Rows of the window.</param>
    /// <param name="scheme">Dark or light.</param>
    /// <param name="offline">Whether the page may install what answers without a connection.</param>
    public async Task<IPage> OpenAsync(string address, string locale, int width, int height, ColorScheme scheme = ColorScheme.Light, bool offline = false)
    {
        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            Locale = locale,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Permissions = ["clipboard-read", "clipboard-write"],
            // Where one answers for the service, no test can put an answer in its place.
            ServiceWorkers = offline ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        context.SetDefaultNavigationTimeout(PatientMilliseconds);
        IPage page = await context.NewPageAsync();
        page.PageError += (_, fault) => TestContext.Out.WriteLine(fault);
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>What axe-core finds wrong with a page, a line each.</summary>
    public static async Task<string[]> AxeAsync(IPage page)
    {
        AxeResult result = await page.RunAxe(OnlyViolations);
        return [.. result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))];
    }

    /// <summary>Keeps a screenshot, if a folder for them is named.</summary>
    public static async Task KeepAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("MLNETINVOICE_GALLERY") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
