using System.Text.Json;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Events;

public sealed class EventFeedTests
{
    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Everything_that_happens_to_a_line_is_told_in_order(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        await app.AddAsync("secret-name", "p-1", 2);
        await app.SendAsync(HttpMethod.Put, "/carts/secret-name/lines/p-1", """{ "quantity": 5 }""").JsonAsync();
        await app.AddAsync("secret-name", "p-2");
        await app.SendAsync(HttpMethod.Delete, "/carts/secret-name/lines/p-2").JsonAsync();
        await app.SendAsync(HttpMethod.Post, "/carts/secret-name/checkout").JsonAsync();

        var feed = await app.GetAsync("/events");
        var events = feed.GetProperty("events").EnumerateArray().ToArray();

        Assert.Equal(
            ["added p-1 2", "changed p-1 5", "added p-2 1", "removed p-2 0", "purchased p-1 5"],
            events.Select(one => $"{one.GetProperty("type")} {one.GetProperty("productId")} {one.GetProperty("quantity")}"));
        Assert.All(events, one => Assert.Equal("audio", one.GetProperty("category").GetString()));
        Assert.Single(events.Select(one => one.GetProperty("basket").GetString()).Distinct());
        Assert.DoesNotContain("secret-name", feed.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task The_token_continues_where_the_page_ended_and_stays_when_nothing_is_new(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        for (var number = 0; number < 5; number++)
        {
            await app.AddAsync($"c{number}", "p-1");
        }

        var seen = new List<string>();
        string? token = null;
        JsonElement page;
        do
        {
            page = await app.GetAsync($"/events?limit=2{(token is null ? "" : $"&after={token}")}");
            seen.AddRange(page.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            token = page.GetProperty("next").GetString();
        }
        while (page.GetProperty("events").GetArrayLength() > 0);
        await app.AddAsync("late", "p-2");

        var last = await app.GetAsync($"/events?after={token}");

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal("p-2", last.GetProperty("events").EnumerateArray().Single().GetProperty("productId").GetString());
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task A_token_of_another_life_starts_from_the_oldest(string store)
    {
        await using var app = await CartApp.StartAsync(store);
        await app.AddAsync("me", "p-1");

        var page = await app.GetAsync("/events?after=0badc0de-99");

        Assert.Equal(1, page.GetProperty("events").GetArrayLength());
    }
}
