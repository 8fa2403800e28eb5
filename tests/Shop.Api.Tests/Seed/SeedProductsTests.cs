using System.Text.Json;
using ServiceDefaults.Http;
using Shop.Api.Products;
using Shop.Api.Seed;

namespace Shop.Api.Tests.Seed;

public sealed class SeedProductsTests
{
    [Fact]
    public void A_thousand_products_have_a_thousand_names_in_both_languages()
    {
        var products = SeedProducts.Create(1000).ToArray();

        Assert.Equal(1000, products.Select(product => product.Id).Distinct().Count());
        Assert.Equal(1000, products.Select(product => product.Name.En).Distinct().Count());
        Assert.Equal(1000, products.Select(product => product.Name.Zh).Distinct().Count());
    }

    [Fact]
    public void They_are_the_same_every_time() =>
        Assert.Equal(
            "051d1328",
            IdempotencyKey.Digest(JsonSerializer.SerializeToUtf8Bytes(SeedProducts.Create(1000), ShopJson.Options))[..8]);

    [Fact]
    public void Each_would_be_accepted_from_a_client()
    {
        foreach (var product in SeedProducts.Create(2500))
        {
            var faults = new Faults();
            var json = JsonSerializer.SerializeToElement(
                new { product.Name, product.Description, product.Category, product.Price, product.Currency, product.Stock, product.Emoji, product.Colour }, ShopJson.Options);
            ProductDraft.Read(json, faults);
            Assert.True(!faults.Any, $"{product.Id}: {string.Join("; ", faults.ByPath.Select(fault => $"{fault.Key} {string.Join(", ", fault.Value)}"))}");
        }
    }

    [Fact]
    public void A_few_are_sold_out_and_most_are_not() => Assert.InRange(SeedProducts.Create(1000).Count(product => product.Stock == 0), 10, 100);
}
