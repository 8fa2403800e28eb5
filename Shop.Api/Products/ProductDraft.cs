using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceDefaults.Http;

namespace Shop.Api.Products;

/// <summary>What a client sends to add or replace a product.</summary>
public sealed partial record ProductDraft(
    Bilingual Name, Bilingual? Description, string Category, decimal Price, string? Currency, int? Stock, string? Emoji, string? Colour)
{
    public const decimal MaximumPrice = 1_000_000m;
    public const int MaximumStock = 1_000_000;
    public const string DefaultCurrency = "CNY";

    // Currencies with two decimals: stored amounts are hundredths.
    public static IReadOnlyList<string> Currencies { get; } = [DefaultCurrency, "USD", "EUR", "GBP", "HKD"];

    /// <summary>Reads a draft and notes everything that is wrong with it.</summary>
    public static ProductDraft Read(JsonElement body, Faults faults)
    {
        var fields = new JsonFields(body, "", faults);
        var name = ReadBilingual(fields, "name", 200, required: true, multiline: false, faults);
        var description = ReadBilingual(fields, "description", 4000, required: false, multiline: true, faults);
        var category = fields.Text("category", 40, required: true);
        if (category is not null && !IsCategory(category))
        {
            fields.Fault("category", "must be lower-case letters, digits and dashes");
        }

        var price = fields.Amount("price", 0.01m, MaximumPrice);
        var currency = fields.Text("currency", 3) ?? DefaultCurrency;
        if (!Currencies.Contains(currency))
        {
            fields.Fault("currency", $"must be one of {string.Join(", ", Currencies)}");
        }

        var stock = fields.Whole("stock", 0, MaximumStock, absent: 0);
        var emoji = fields.Text("emoji", 16);
        var colour = fields.Text("colour", 7);
        if (colour is not null && !ColourPattern().IsMatch(colour))
        {
            fields.Fault("colour", "must look like #1f2937");
        }

        fields.RefuseOthers();
        return new ProductDraft(name ?? new Bilingual(null, null), description, category ?? "", price, currency, stock, emoji, colour);
    }

    public static bool IsCategory(string text) => CategoryPattern().IsMatch(text);

    public Product ToProduct(string id, DateTimeOffset createdAt, DateTimeOffset updatedAt, long version) =>
        new(id, Name, Description, Category, Price + 0.00m, Currency ?? DefaultCurrency, Stock ?? 0, Emoji, Colour?.ToLowerInvariant(), createdAt, updatedAt, version);

    private static Bilingual? ReadBilingual(JsonFields parent, string name, int maximum, bool required, bool multiline, Faults faults)
    {
        if (parent.Object(name, required) is not { } fields)
        {
            return null;
        }

        var before = faults.Count;
        var text = new Bilingual(fields.Text("en", maximum, multiline: multiline), fields.Text("zh", maximum, multiline: multiline));
        fields.RefuseOthers();
        if (text is { En: null, Zh: null })
        {
            if (required && faults.Count == before)
            {
                parent.Fault(name, "must have en, zh, or both");
            }

            return null;
        }

        return text;
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\z")]
    private static partial Regex CategoryPattern();

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    private static partial Regex ColourPattern();
}
