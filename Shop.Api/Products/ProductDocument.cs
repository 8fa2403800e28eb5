using System.Text.Json;
using ServiceDefaults.Http;

namespace Shop.Api.Products;

/// <summary>A product as the index holds it: prices in hundredths, times in milliseconds, names to sort by beside the names.</summary>
internal static class ProductDocument
{
    private const int SortNameLength = 100;

    public static byte[] Write(Product product)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ShopJson.Options.Encoder }))
        {
            Write(json, product);
        }

        return buffer.ToArray();
    }

    public static void Write(Utf8JsonWriter json, Product product)
    {
        json.WriteStartObject();
        json.WriteString("id", product.Id);
        WriteText(json, "name", product.Name);
        if (product.Description is { } description)
        {
            WriteText(json, "description", description);
        }

        json.WriteString("category", product.Category);
        json.WriteNumber("price", ToMinor(product.Price));
        json.WriteString("currency", product.Currency);
        json.WriteNumber("stock", product.Stock);
        WriteOptional(json, "emoji", product.Emoji);
        WriteOptional(json, "colour", product.Colour);
        json.WriteNumber("created", product.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("updated", product.UpdatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("version", product.Version);
        json.WriteString("sort_en", SortName(product.Name.In("en")));
        json.WriteString("sort_zh", SortName(product.Name.In("zh")));
        json.WriteEndObject();
    }

    public static Product Read(JsonElement source) => new(
        source.GetProperty("id").GetString()!,
        ReadText(source, "name") ?? new Bilingual(null, null),
        ReadText(source, "description"),
        source.GetProperty("category").GetString()!,
        FromMinor(source.GetProperty("price").GetInt64()),
        source.GetProperty("currency").GetString()!,
        source.GetProperty("stock").GetInt32(),
        Optional(source, "emoji"),
        Optional(source, "colour"),
        DateTimeOffset.FromUnixTimeMilliseconds(source.GetProperty("created").GetInt64()),
        DateTimeOffset.FromUnixTimeMilliseconds(source.GetProperty("updated").GetInt64()),
        source.GetProperty("version").GetInt64());

    public static long ToMinor(decimal amount) => decimal.ToInt64(amount * 100m);

    // Two decimals always, so that 399 is written 399.00 as every price is.
    public static decimal FromMinor(long minor) => new decimal(minor) / 100m + 0.00m;

    private static string SortName(string name)
    {
        var folded = name.Trim().ToLowerInvariant();
        if (folded.Length <= SortNameLength)
        {
            return folded;
        }

        // Not between the halves of a pair: half a character is not text.
        return folded[..(char.IsHighSurrogate(folded[SortNameLength - 1]) ? SortNameLength - 1 : SortNameLength)];
    }

    private static void WriteText(Utf8JsonWriter json, string property, Bilingual text)
    {
        json.WriteStartObject(property);
        WriteOptional(json, "en", text.En);
        WriteOptional(json, "zh", text.Zh);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string property, string? value)
    {
        if (value is not null)
        {
            json.WriteString(property, value);
        }
    }

    private static Bilingual? ReadText(JsonElement source, string property) =>
        source.TryGetProperty(property, out var text) ? new Bilingual(Optional(text, "en"), Optional(text, "zh")) : null;

    private static string? Optional(JsonElement source, string property) =>
        source.TryGetProperty(property, out var value) ? value.GetString() : null;
}
