using System.Net;
using System.Text.RegularExpressions;

namespace Shop.Containers.Tests.Running;

/// <summary>Somebody with a browser that keeps cookies and sends forms, without JavaScript.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _http;

    public Visitor(Uri shop) => _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), UseCookies = true, AllowAutoRedirect = true }) { BaseAddress = shop, Timeout = TimeSpan.FromSeconds(60) };

    public async Task<string> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode}\n{page}");
        return page;
    }

    /// <summary>The same until the page says something, for what becomes visible a little later.</summary>
    public async Task<string> GetUntilAsync(string path, Func<string, bool> says)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (true)
        {
            using var response = await _http.GetAsync(path);
            var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
            if (response.IsSuccessStatusCode && says(page))
            {
                return page;
            }

            Assert.True(DateTime.UtcNow < deadline, $"GET {path} never said what was expected; last: {(int)response.StatusCode}\n{page}");
            await Task.Delay(250);
        }
    }

    /// <summary>Sends a form of a page, with the proof that the page gave.</summary>
    public async Task<string> PostAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = await GetAsync(page);
        var token = Token().Match(form).Groups[1].Value;
        Assert.NotEmpty(token);
        using var content = new FormUrlEncodedContent([new("token", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        using var response = await _http.PostAsync(action, content);
        var answer = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        Assert.True(response.IsSuccessStatusCode, $"POST {action}: {(int)response.StatusCode}\n{answer}");
        return answer;
    }

    /// <summary>The products of a page, in its order.</summary>
    public static IReadOnlyList<string> Products(string page) => [.. Product().Matches(page).Select(m => m.Groups[1].Value).Distinct()];

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("href=\"/products/(?!new\")([A-Za-z0-9_-]+)\"")]
    private static partial Regex Product();
}
