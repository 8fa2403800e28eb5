using System.Net;
using System.Text;
using System.Text.Json;
using Shop.Api.Tests.Support;

namespace Shop.Api.Tests.Products;

public sealed class HostileInputTests(CatalogueFixture fixture) : IClassFixture<CatalogueFixture>
{
    private ApiApp App => fixture.App;

    public static TheoryData<string> BadProducts =>
    [
        "", "{", "[]", "\"product\"", "null", "{}",
        """{ "name": { "en": "x" }, "category": "home", "price": -1 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 0 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1e400 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 79228162514264337593543950335 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 99999999999999999999999999999999999999 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1.005 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": "1" }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "stock": -1 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "stock": 2147483648 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "stock": 0.5 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "currency": "XXX" }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "colour": "red" }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "colour": "#12345\n" }""",
        """{ "name": { "en": "x" }, "category": "../home", "price": 1 }""",
        """{ "name": { "en": "x" }, "category": "home\n", "price": 1 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "id": "p-000001" }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "version": 9 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1, "__proto__": {} }""",
        """{ "name": { "en": "x" }, "name": { "en": "y" }, "category": "home", "price": 1 }""",
        """{ "name": { "fr": "x" }, "category": "home", "price": 1 }""",
        """{ "name": "x", "category": "home", "price": 1 }""",
        """{ "name": { "en": "x\u0000" }, "category": "home", "price": 1 }""",
        """{ "name": { "en": "\ud83c" }, "category": "home", "price": 1 }""",
        """{ "name": { "en": "x" }, "category": "home", "price": NaN }""",
        """{ "name": { "en": "x" }, "category": "home", "price": 1 } trailing""",
        $$"""{ "name": { "en": "{{new string('x', 201)}}" }, "category": "home", "price": 1 }""",
        $$"""{ "name": { "en": "x" }, "description": { "en": "{{new string('x', 4001)}}" }, "category": "home", "price": 1 }""",
        $$"""{ "name": {{string.Concat(Enumerable.Repeat("{\"en\":", 5000))}}1{{new string('}', 5000)}}, "category": "home", "price": 1 }""",
    ];

    [Theory, MemberData(nameof(BadProducts))]
    public async Task A_bad_product_is_a_problem_and_nothing_is_stored(string body)
    {
        var before = (await App.GetAsync("/products?limit=1")).GetProperty("total").GetInt64();

        await App.SendAsync(HttpMethod.Post, "/products", body).ProblemAsync(HttpStatusCode.BadRequest, "validation");
        await App.SendAsync(HttpMethod.Put, "/products/p-000001", body, ("If-Match", "*")).ProblemAsync(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(before, (await App.GetAsync("/products?limit=1")).GetProperty("total").GetInt64());
        Assert.Equal(1, (await App.GetAsync("/products/p-000001")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var problem = await App.SendAsync(HttpMethod.Post, "/products", """{ "name": {}, "price": -1, "stock": -1, "colour": "red", "extra": 1, "description": { "nl": "x" } }""")
            .ProblemAsync(HttpStatusCode.BadRequest, "validation");

        Assert.Equal(
            ["category", "colour", "description.nl", "extra", "name", "price", "stock"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("limit=x")]
    [InlineData("limit=1&limit=2")]
    [InlineData("cursor=rubbish")]
    [InlineData("cursor=W10")]
    [InlineData("cursor=bnVsbA")]
    [InlineData("cursor=%00")]
    [InlineData("minPrice=-1")]
    [InlineData("minPrice=1e9")]
    [InlineData("minPrice=10&maxPrice=5")]
    [InlineData("maxPrice=NaN")]
    [InlineData("category=..%2F..%2Fx")]
    [InlineData("category=%3Cscript%3E")]
    [InlineData("sort=rank")]
    [InlineData("lang=fr")]
    [InlineData("inStock=maybe")]
    [InlineData("currency=cny")]
    [InlineData("page=2")]
    [InlineData("from=10000")]
    public async Task A_bad_query_is_a_problem_that_names_the_parameter(string query)
    {
        var problem = await App.Client.GetAsync($"/products?{query}").ProblemAsync(HttpStatusCode.BadRequest, "validation");
        await App.Client.GetAsync($"/search?q=lamp&{query}").ProblemAsync(HttpStatusCode.BadRequest, "validation");

        Assert.NotEmpty(problem.GetProperty("errors").EnumerateObject());
    }

    [Theory]
    [InlineData("..%2F..%2F_cluster%2Fhealth")]
    [InlineData("_search")]
    [InlineData("p-1%3Frefresh=false")]
    [InlineData("%3Cscript%3E")]
    [InlineData("a%20b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_strange_id_is_not_found_and_never_reaches_the_engine(string id)
    {
        await App.Client.GetAsync($"/products/{id}").ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await App.SendAsync(HttpMethod.Delete, $"/products/{id}").ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_oversized_body_is_413()
    {
        await App.SendAsync(HttpMethod.Post, "/products", $$"""{ "name": { "en": "{{new string('x', 500_000)}}" } }""").ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task Script_in_a_name_is_stored_as_text_and_leaves_escaped_in_results_and_highlights()
    {
        const string Name = "<img src=x onerror=alert('scriptword')> & \"friends\"";
        var added = await App.AddAsync(JsonSerializer.Serialize(new { name = new { en = Name }, category = "home", price = 1 }));

        var response = await App.Client.GetAsync("/search?q=scriptword");
        var text = await response.Content.ReadAsStringAsync();
        var found = JsonDocument.Parse(text).RootElement.GetProperty("items")[0];

        Assert.Equal(Name, added.GetProperty("name").GetProperty("en").GetString());
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.Equal(Name, string.Concat(found.GetProperty("highlight").GetProperty("name.en").EnumerateArray().Select(run => run.GetProperty("text").GetString())));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("name.en:lamp AND (")]
    [InlineData("{\"match_all\":{}}")]
    [InlineData("\\\\")]
    [InlineData("🎧🎧🎧")]
    [InlineData("!!! ???")]
    [InlineData("a")]
    public async Task Whatever_is_searched_for_is_only_words(string words)
    {
        var page = await App.GetAsync($"/search?q={Uri.EscapeDataString(words)}");

        Assert.True(page.GetProperty("total").GetInt64() < 1000);
    }

    [Fact]
    public async Task A_query_of_many_words_is_answered_and_a_longer_one_refused()
    {
        await App.GetAsync($"/search?q={string.Join('+', Enumerable.Repeat("ab", 66))}");
        await App.Client.GetAsync($"/search?q={new string('x', 201)}").ProblemAsync(HttpStatusCode.BadRequest, "validation");
        await App.Client.GetAsync("/search?q=a%00b").ProblemAsync(HttpStatusCode.BadRequest, "validation");
    }

    [Fact]
    public async Task A_wrong_media_type_is_415()
    {
        await App.Client.PostAsync("/products", new StringContent("{}", Encoding.UTF8, "text/plain")).ProblemAsync(HttpStatusCode.UnsupportedMediaType, "not-json");
    }
}
