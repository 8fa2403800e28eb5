using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shop.EndToEnd.Tests.Hosting;

namespace Shop.EndToEnd.Tests.Browsing;

/// <summary>A person in the shop: what they do, in the words of the shop, and what they see.</summary>
internal sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private readonly List<string> _complaints = Listen(page);

    public IPage Page => page;

    /// <summary>What the browser complained about: script errors, refused by the content policy.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Note => page.Locator("#note");

    public ILocator Products => page.Locator(".results .card");

    public ILocator CartLines => page.Locator("table.cart tbody tr");

    public Task GoAsync(string path) => page.GotoAsync(path);

    /// <summary>Waits until the address is one that matches and its page is there.</summary>
    public async Task ArriveAsync(string pattern)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern));
        await Assertions.Expect(page.Locator("footer.foot")).ToBeVisibleAsync();
    }

    /// <summary>Searches with the Enter key and waits for the answer.</summary>
    public async Task SearchAsync(string words)
    {
        await page.Locator("#q").FillAsync(words);
        await page.Locator("#q").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#results-title")).ToContainTextAsync($"“{words}”");
    }

    public async Task<int> FoundAsync()
    {
        var title = await page.Locator("#results-title").InnerTextAsync();
        var number = title.Contains('”', StringComparison.Ordinal) && title.Contains('共', StringComparison.Ordinal) ? title[title.LastIndexOf('有')..] : title;
        return int.Parse(string.Concat(number.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(letter => char.IsAsciiDigit(letter) || letter == ',')).Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task<string> OpenFirstProductAsync()
    {
        var link = Products.First.Locator("h2 a");
        var name = await link.InnerTextAsync();
        await link.ClickAsync();
        await ArriveAsync("/products/[^/]+$");
        return name;
    }

    /// <summary>Adds what the product page shows, and waits for the message.</summary>
    public async Task AddAsync(int quantity = 1)
    {
        await page.Locator("#quantity").FillAsync(quantity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator(".facts form.add button.primary").ClickAsync();
        await Assertions.Expect(Note).Not.ToBeEmptyAsync();
    }

    public async Task ChooseCartAsync(string kind)
    {
        await GoAsync("/cart");
        await page.Locator($".cartchoice button[value={kind}]").ClickAsync();
        await Assertions.Expect(page.Locator($".cartchoice button[value={kind}]")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    public async Task SetQuantityAsync(int line, int quantity)
    {
        var form = CartLines.Nth(line).Locator("form.quantity");
        await form.Locator("input[name=quantity]").FillAsync(quantity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(Note).Not.ToBeEmptyAsync();
    }

    public async Task PlaceOrderAsync()
    {
        await GoAsync("/checkout");
        await page.Locator("form[action='/checkout'] button").ClickAsync();
        await Assertions.Expect(page.Locator(".thanks")).ToBeVisibleAsync();
    }

    public async Task KeepShopAsync()
    {
        await GoAsync("/keeper");
        await page.Locator("form[action='/keeper/start'] button").ClickAsync();
        await Assertions.Expect(page.Locator(".keeper")).ToBeVisibleAsync();
    }

    /// <summary>Presses Tab until what has the focus is what is looked for, as somebody without a mouse does.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
            {
                return;
            }
        }

        Assert.Fail($"200 presses of Tab never reached {selector} on {page.Url}");
    }

    /// <summary>The cookies a browser still has after it was closed.</summary>
    public async Task<IReadOnlyList<Cookie>> KeptCookiesAsync() =>
        [.. from cookie in await context.CookiesAsync()
            where cookie.Expires > 0
            select new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, Expires = cookie.Expires, HttpOnly = cookie.HttpOnly, SameSite = cookie.SameSite, Secure = cookie.Secure }];

    public Task ScreenshotAsync(string name, bool fullPage = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Artifacts, $"{name}.png"), FullPage = fullPage });

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private static List<string> Listen(IPage page)
    {
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of ", StringComparison.Ordinal))
            {
                complaints.Add(message.Text);
            }
        };
        return complaints;
    }
}
