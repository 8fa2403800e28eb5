using System.Net;
using System.Text;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Carts;

public sealed class HostileInputTests
{
    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "quantity": 0 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "quantity": -3 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "quantity": 1.5 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "quantity": 1e400 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "quantity": 99999999999999999999 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "quantity": "2" }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "price": 0.01 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p-1", "quantity": 1, "quantity": 2 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": 7 }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "\ud800" }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "p\u0000" }""", HttpStatusCode.BadRequest)]
    [InlineData("""{ "productId": "../../etc/passwd" }""", HttpStatusCode.NotFound)]
    [InlineData("""{ "productId": "<script>alert(1)</script>" }""", HttpStatusCode.NotFound)]
    public async Task A_bad_body_is_a_problem_and_nothing_is_stored(string body, HttpStatusCode status)
    {
        await using var app = await CartApp.StartAsync();

        await app.SendAsync(HttpMethod.Post, "/carts/victim/lines", body).ProblemAsync(status);

        Assert.Equal(0, (await app.GetAsync("/carts/victim")).GetProperty("version").GetInt32());
        Assert.Equal(0, (await app.GetAsync("/events")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task A_body_nested_ten_thousand_deep_is_refused()
    {
        await using var app = await CartApp.StartAsync();
        var deep = new string('[', 10_000) + new string(']', 10_000);

        await app.SendAsync(HttpMethod.Post, "/carts/victim/lines", $$"""{ "productId": {{deep}} }""").ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_oversized_body_is_refused_whether_or_not_it_says_its_size(bool saysSize)
    {
        await using var app = await CartApp.StartAsync();
        var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "productId": "{{new string('x', 200_000)}}" }""")));
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/carts/victim/lines") { Content = content };
        request.Headers.TransferEncodingChunked = !saysSize;

        await app.Client.SendAsync(request).ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_body_that_is_not_json_by_its_own_word_is_refused()
    {
        await using var app = await CartApp.StartAsync();

        await app.Client.PostAsync("/carts/victim/lines", new StringContent("productId=p-1", Encoding.UTF8, "application/x-www-form-urlencoded"))
            .ProblemAsync(HttpStatusCode.UnsupportedMediaType, "not-json");
    }

    [Theory]
    [InlineData("/carts/..%2F..%2Fetc")]
    [InlineData("/carts/%3Cscript%3E")]
    [InlineData("/carts/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/carts/%F0%9F%8E%A7/checkout")]
    public async Task A_strange_cart_name_is_refused(string path)
    {
        await using var app = await CartApp.StartAsync();

        await app.Client.GetAsync(path).ProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Theory]
    [InlineData("/events?limit=1000000")]
    [InlineData("/events?limit=-1")]
    [InlineData("/events?limit=1&limit=2")]
    [InlineData("/events?page=2")]
    public async Task A_bad_query_is_refused(string path)
    {
        await using var app = await CartApp.StartAsync();

        await app.Client.GetAsync(path).ProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        await using var app = await CartApp.StartAsync();

        var problem = await app.SendAsync(HttpMethod.Post, "/carts/victim/lines", """{ "quantity": -1, "note": "x", "price": 1 }""").ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(["note", "price", "productId", "quantity"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task A_name_with_markup_stays_text()
    {
        await using var app = await CartApp.StartAsync();
        app.Catalogue.Sells("p-evil", 1m, name: "<script>alert('x')</script>");

        var response = await app.SendAsync(HttpMethod.Post, "/carts/victim/lines", """{ "productId": "p-evil" }""");
        var text = await response.Content.ReadAsStringAsync();
        var cart = await Task.FromResult(response).JsonAsync();

        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("<script>alert('x')</script>", cart.GetProperty("lines")[0].GetProperty("name").GetProperty("en").GetString());
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("é")]
    public async Task A_malformed_idempotency_key_is_refused(string key)
    {
        await using var app = await CartApp.StartAsync();

        await app.SendAsync(HttpMethod.Post, "/carts/victim/lines", """{ "productId": "p-1" }""", ("Idempotency-Key", key)).ProblemAsync(HttpStatusCode.BadRequest);
    }
}
