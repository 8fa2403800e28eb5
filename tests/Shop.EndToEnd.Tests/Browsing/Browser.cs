using Microsoft.Playwright;

namespace Shop.EndToEnd.Tests.Browsing;

/// <summary>The installed Chromium, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    // The first has no window at all to draw, which takes half the time.
    private static readonly string[] Names = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        // A page may be slow on a busy machine; only what never happens is a failure.
        Assertions.SetDefaultExpectTimeout(60_000);
        var executable = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : Names.FirstOrDefault(File.Exists);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable ?? throw new FileNotFoundException($"No browser: none of {string.Join(", ", Names)} exists. Install chromium, or name one in CHROMIUM."),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--no-proxy-server"],
            Timeout = 60_000,
        });
    }

    /// <summary>A person with a browser of their own: no cookies but those given.</summary>
    internal async Task<Visitor> VisitAsync(Uri shop, string lang = "en", bool scripts = true, IEnumerable<Cookie>? cookies = null, (int Width, int Height)? screen = null, string? traceparent = null)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = shop.ToString(),
            Locale = lang == "zh" ? "zh-CN" : "en-GB",
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = screen?.Width ?? 1280, Height = screen?.Height ?? 900 },
            ExtraHTTPHeaders = traceparent is null ? null : [new("traceparent", traceparent)],
        });
        context.SetDefaultTimeout(60_000);
        if (cookies is not null)
        {
            await context.AddCookiesAsync(cookies);
        }

        var page = await context.NewPageAsync();
        var visitor = new Visitor(context, page);
        await page.GotoAsync("/");
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
