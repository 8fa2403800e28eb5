using System.Net;
using System.Text.Json;
using Shop.Api.Tests.Support;

namespace Shop.Api.Tests.Products;

public sealed class ProductEndpointsTests(CatalogueFixture fixture) : IClassFixture<CatalogueFixture>
{
    private const string Teapot =
        """
        { "name": { "en": "Iron Teapot", "zh": "铸铁茶壶" }, "description": { "zh": "厚重保温\n适合围炉煮茶" }, "category": "kitchen",
          "price": 259.5, "currency": "EUR", "stock": 7, "emoji": "🫖", "colour": "#AB00cd" }
        """;

    private ApiApp App => fixture.App;

    [Fact]
    public async Task An_added_product_is_answered_stored_and_found_at_once()
    {
        var response = await App.SendAsync(HttpMethod.Post, "/products", Teapot);
        var added = await Task.FromResult(response).JsonAsync(HttpStatusCode.Created);
        var id = added.GetProperty("id").GetString();

        Assert.Equal($"/products/{id}", response.Headers.Location?.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Equal("铸铁茶壶", added.GetProperty("name").GetProperty("zh").GetString());
        Assert.Equal(259.50m, added.GetProperty("price").GetDecimal());
        Assert.Equal("EUR", added.GetProperty("currency").GetString());
        Assert.Equal("#ab00cd", added.GetProperty("colour").GetString());
        Assert.False(added.GetProperty("description").TryGetProperty("en", out _));
        Assert.Equal(added.GetRawText(), (await App.GetAsync($"/products/{id}")).GetRawText());
        Assert.Contains((await App.GetAsync("/products?limit=5")).GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task A_change_based_on_the_current_version_goes_through_and_the_second_one_is_told()
    {
        var added = await App.AddAsync(Teapot);
        var path = $"/products/{added.GetProperty("id").GetString()}";
        var changed = Teapot.Replace("259.5", "199.99", StringComparison.Ordinal);

        var first = await App.SendAsync(HttpMethod.Put, path, changed, ("If-Match", "\"1\"")).JsonAsync();
        var problem = await App.SendAsync(HttpMethod.Put, path, Teapot, ("If-Match", "\"1\"")).ProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");

        Assert.Equal(2, first.GetProperty("version").GetInt32());
        Assert.Equal(added.GetProperty("createdAt").GetString(), first.GetProperty("createdAt").GetString());
        Assert.Equal(2, problem.GetProperty("currentVersion").GetInt32());
        Assert.Equal(199.99m, (await App.GetAsync(path)).GetProperty("price").GetDecimal());
    }

    [Fact]
    public async Task Of_many_changes_at_once_based_on_one_version_exactly_one_goes_through()
    {
        var added = await App.AddAsync(Teapot);
        var path = $"/products/{added.GetProperty("id").GetString()}";

        var statuses = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
            (await App.SendAsync(HttpMethod.Put, path, Teapot, ("If-Match", "\"1\""))).StatusCode));

        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.Equal(11, statuses.Count(status => status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(2, (await App.GetAsync(path)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Changes_of_whatever_version_is_there_all_go_through()
    {
        var added = await App.AddAsync(Teapot);
        var path = $"/products/{added.GetProperty("id").GetString()}";

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => App.SendAsync(HttpMethod.Put, path, Teapot, ("If-Match", "*")).JsonAsync()));

        Assert.Equal(5, (await App.GetAsync(path)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_change_without_if_match_is_428_and_of_nothing_404()
    {
        var added = await App.AddAsync(Teapot);

        await App.SendAsync(HttpMethod.Put, $"/products/{added.GetProperty("id").GetString()}", Teapot).ProblemAsync(HttpStatusCode.PreconditionRequired, "if-match-required");
        await App.SendAsync(HttpMethod.Put, "/products/p-none", Teapot, ("If-Match", "\"1\"")).ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_deleted_product_is_gone_from_everywhere_at_once()
    {
        var added = await App.AddAsync("Vanishingword", 10m);
        var path = $"/products/{added.GetProperty("id").GetString()}";
        Assert.Equal(1, (await App.GetAsync("/search?q=vanishingword")).GetProperty("total").GetInt32());

        await App.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"7\"")).ProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        var deleted = await App.SendAsync(HttpMethod.Delete, path, null, ("If-Match", "\"1\""));
        await App.SendAsync(HttpMethod.Delete, path).ProblemAsync(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await App.Client.GetAsync(path).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(0, (await App.GetAsync("/search?q=vanishingword")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Who_has_the_current_version_gets_304()
    {
        var added = await App.AddAsync(Teapot);
        var path = $"/products/{added.GetProperty("id").GetString()}";

        Assert.Equal(HttpStatusCode.NotModified, (await App.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", "\"1\""))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await App.SendAsync(HttpMethod.Get, path, null, ("If-None-Match", "\"0\""))).StatusCode);
    }

    [Fact]
    public async Task The_service_describes_itself()
    {
        var description = await App.GetAsync("/openapi/v1.json");

        Assert.True(description.GetProperty("paths").TryGetProperty("/products/{id}", out _));
        Assert.True(description.GetProperty("paths").TryGetProperty("/search", out _));
    }

    [Fact]
    public async Task An_amount_is_written_with_two_decimals()
    {
        var response = await App.SendAsync(HttpMethod.Post, "/products", """{ "name": { "zh": "整数" }, "category": "home", "price": 5 }""");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Contains("\"price\":5.00", text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(text).RootElement.ValueKind);
    }
}
