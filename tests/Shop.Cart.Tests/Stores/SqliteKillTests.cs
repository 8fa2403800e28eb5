using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Stores;

public sealed class SqliteKillTests
{
    private const int Rounds = 20;

    [Fact]
    public async Task No_answered_change_is_lost_and_none_is_there_twice_when_the_process_is_killed_under_load()
    {
        await using var catalogue = await FakeCatalogue.StartAsync();
        using var folder = new TemporaryFolder();
        (string, string)[] environment =
        [
            ("Cart__Store", "sqlite"),
            ("Cart__Database", Path.Combine(folder.Path, "carts.db")),
            ("Cart__Catalogue", catalogue.Address),
            ("Cart__MirrorInterval", "00:00:00"),
            ("Logging__LogLevel__Default", "Warning"),
            ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
        ];
        var answered = new ConcurrentDictionary<string, int>();
        var asked = new ConcurrentDictionary<string, int>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var service = await ServiceProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Shop.Cart.dll"), [], environment);
            using var http = new HttpClient { BaseAddress = new Uri(service.Address), Timeout = TimeSpan.FromSeconds(60) };
            await CheckAsync(http, answered, asked);

            var before = answered.Values.Sum();
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 4).Select(writer => WriteAsync(http, $"cart-{writer}", answered, asked, stop.Token)).ToArray();

            // Enough writes that the kill meets some of them half way.
            await Until(() => answered.Values.Sum() >= before + 10 + (round * 3 % 25));
            await service.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        await using var last = await ServiceProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Shop.Cart.dll"), [], environment);
        using var reader = new HttpClient { BaseAddress = new Uri(last.Address), Timeout = TimeSpan.FromSeconds(60) };
        await CheckAsync(reader, answered, asked);
        Assert.True(answered.Values.Sum() >= Rounds * 10);
    }

    /// <summary>Adds one at a time. A request without an answer is repeated with its key after the restart, as a careful client does.</summary>
    private static async Task WriteAsync(HttpClient http, string cart, ConcurrentDictionary<string, int> answered, ConcurrentDictionary<string, int> asked, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var number = answered.GetValueOrDefault(cart);
            asked[cart] = number + 1;
            if (!await AddAsync(http, cart, number))
            {
                return;
            }

            answered[cart] = number + 1;
        }
    }

    private static async Task<bool> AddAsync(HttpClient http, string cart, int number)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/carts/{cart}/lines")
        {
            Content = new StringContent($$"""{ "productId": "p-{{(number % 2) + 1}}" }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", number.ToString(CultureInfo.InvariantCulture));
        try
        {
            using var response = await http.SendAsync(request);
            if (response.IsSuccessStatusCode)
            {
                return true;
            }

            // A line is full: that is the end of this writer, and would be a fault of the test.
            throw new InvalidOperationException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Repeats what was not answered, then compares every cart with what was answered.</summary>
    private static async Task CheckAsync(HttpClient http, ConcurrentDictionary<string, int> answered, ConcurrentDictionary<string, int> asked)
    {
        foreach (var (cart, count) in asked)
        {
            var known = answered.GetValueOrDefault(cart);
            var held = await CountAsync(http, cart);
            Assert.InRange(held, known, count);
            if (known < count)
            {
                Assert.True(await AddAsync(http, cart, known));
                answered[cart] = count;
            }

            Assert.Equal(count, await CountAsync(http, cart));
        }
    }

    private static async Task<int> CountAsync(HttpClient http, string cart) =>
        (await http.GetFromJsonAsync<JsonElement>($"/carts/{cart}")).GetProperty("itemCount").GetInt32();

    private static async Task Until(Func<bool> condition)
    {
        var deadline = DateTime.UtcNow.AddSeconds(120);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < deadline, "There was no progress within 120 s.");
            await Task.Delay(2);
        }
    }
}
