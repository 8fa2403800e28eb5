using Shop.Containers.Tests.Running;

namespace Shop.Containers.Tests;

/// <summary>Shopping in the shop that runs in containers, through the edge as a customer does.</summary>
public sealed class ShoppingTests(RunningShop shop) : IDisposable
{
    private readonly Visitor _visitor = new(shop.Address);

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task Products_are_listed_and_found_in_both_languages()
    {
        shop.SkipWhereThereAreNoContainers();

        Assert.NotEmpty(Visitor.Products(await _visitor.GetAsync("/?lang=en")));
        Assert.NotEmpty(Visitor.Products(await _visitor.GetAsync("/search?q=tea&lang=en")));
        var chinese = await _visitor.GetAsync("/search?q=%E8%8C%B6&lang=zh");
        Assert.NotEmpty(Visitor.Products(chinese));
        Assert.Contains("茶", chinese, StringComparison.Ordinal);
        Assert.Contains("\"items\"", await _visitor.GetAsync("/api/products"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_that_the_keeper_adds_is_found_and_can_be_put_into_both_carts()
    {
        shop.SkipWhereThereAreNoContainers();
        var word = $"quokka{Guid.NewGuid():n}"[..14];

        var id = await AddProductAsync(word);

        await _visitor.PostAsync($"/products/{id}", "/cart/lines", ("product", id), ("quantity", "2"), ("cart", "session"));
        Assert.Contains(word, await _visitor.GetAsync("/cart"), StringComparison.Ordinal);
        await _visitor.PostAsync($"/products/{id}", "/cart/lines", ("product", id), ("quantity", "3"), ("cart", "saved"));
        Assert.Contains(word, await _visitor.GetAsync("/cart"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_comes_with_recommendations()
    {
        shop.SkipWhereThereAreNoContainers();
        var product = Visitor.Products(await _visitor.GetAsync("/?lang=en"))[0];

        var page = await _visitor.GetUntilAsync($"/products/{product}", p => p.Contains("id=\"beside-title\"", StringComparison.Ordinal));

        Assert.Contains(Visitor.Products(page), other => other != product);
    }

    [Fact]
    public async Task What_was_acknowledged_is_still_there_after_the_containers_were_made_anew()
    {
        shop.SkipWhereThereAreNoContainers();
        var word = $"wombat{Guid.NewGuid():n}"[..14];
        var id = await AddProductAsync(word);
        await _visitor.PostAsync($"/products/{id}", "/cart/lines", ("product", id), ("quantity", "3"), ("cart", "saved"));

        // Not only restarted: whatever was not in a volume is gone with the container.
        await shop.ComposeAsync("rm", "--stop", "--force", "search", "goodsmart-offline");
        await shop.ComposeAsync("up", "--detach");
        await shop.UntilHealthyAsync();

        await _visitor.GetUntilAsync($"/search?q={word}", page => Visitor.Products(page).Contains(id));
        await _visitor.GetUntilAsync("/cart", page => page.Contains(word, StringComparison.Ordinal));
    }

    private async Task<string> AddProductAsync(string word)
    {
        await _visitor.PostAsync("/keeper", "/keeper/start", ("secret", RunningShop.Token));
        await _visitor.PostAsync("/products/new", "/products", ("nameEn", $"A {word} of tin"), ("nameZh", $"锡 {word}"), ("category", "kitchen"), ("price", "12.50"), ("currency", "CNY"), ("stock", "40"));
        var found = await _visitor.GetUntilAsync($"/search?q={word}", page => Visitor.Products(page).Count > 0);
        return Visitor.Products(found)[0];
    }
}
