using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Http;
using Shop.Api.Paging;
using Shop.Api.Products;

namespace Shop.Api.Search;

/// <summary>What a list or a search asks for.</summary>
internal sealed record ProductQuery
{
    public const int MaximumLimit = 100;

    public string Text { get; init; } = "";

    public required string Language { get; init; }

    public required string Sort { get; init; }

    public required int Limit { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }

    public decimal? MinPrice { get; init; }

    public decimal? MaxPrice { get; init; }

    public string? Currency { get; init; }

    public bool InStock { get; init; }

    /// <summary>The sort values to continue after.</summary>
    public JsonArray? After { get; init; }

    /// <summary>Everything that decides which products come in which order: a cursor belongs to exactly this.</summary>
    public string Scope => string.Join('\n', Text, Language, Sort, string.Join(',', Categories.Order(StringComparer.Ordinal)), MinPrice, MaxPrice, Currency, InStock);

    public static ProductQuery ReadList(IQueryCollection query, Faults faults) => Read(query, faults, isSearch: false);

    public static ProductQuery ReadSearch(IQueryCollection query, Faults faults) => Read(query, faults, isSearch: true);

    private static ProductQuery Read(IQueryCollection query, Faults faults, bool isSearch)
    {
        var fields = new QueryFields(query, faults);
        var read = new ProductQuery
        {
            Text = isSearch ? fields.Text("q", 200)?.Trim() ?? "" : "",
            Language = fields.OneOf("lang", "en", "zh") ?? "en",
            Sort = isSearch
                ? fields.OneOf("sort", "relevance", "newest", "name", "-name", "price", "-price") ?? "relevance"
                : fields.OneOf("sort", "newest", "name", "-name", "price", "-price") ?? "newest",
            Limit = fields.Whole("limit", 1, MaximumLimit, absent: 20),
            Categories = fields.Many("category", 20),
            MinPrice = fields.Amount("minPrice", ProductDraft.MaximumPrice),
            MaxPrice = fields.Amount("maxPrice", ProductDraft.MaximumPrice),
            Currency = fields.OneOf("currency", [.. ProductDraft.Currencies]),
            InStock = fields.Flag("inStock"),
        };
        if (read.Categories.Any(category => !ProductDraft.IsCategory(category)))
        {
            fields.Fault("category", "must be lower-case letters, digits and dashes");
        }

        if (read.Text.Any(character => char.IsControl(character)))
        {
            fields.Fault("q", "must not hold control characters");
        }

        if (read.MinPrice > read.MaxPrice)
        {
            fields.Fault("minPrice", "must not be above maxPrice");
        }

        // Without words every product is equally relevant: the order of the list is the better answer.
        if (read is { Text: "", Sort: "relevance" })
        {
            read = read with { Sort = "newest" };
        }

        var cursor = fields.Text("cursor", 2000);
        fields.RefuseOthers();
        if (cursor is null)
        {
            return read;
        }

        var first = read.Sort.TrimStart('-') == "name" ? JsonValueKind.String : JsonValueKind.Number;
        read = read with { After = Cursor.Read(cursor, read.Scope, first, JsonValueKind.String) };
        if (read.After is null)
        {
            fields.Fault("cursor", "is not a cursor of this query; start again without it");
        }

        return read;
    }
}
