using System.Text.Json.Nodes;
using Shop.Api.Products;

namespace Shop.Api.Search;

/// <summary>Writes a <see cref="ProductQuery"/> as a search of Elasticsearch.</summary>
internal static class SearchBody
{
    public const char HitStart = '\uE000';
    public const char HitEnd = '\uE001';

    private static readonly string[] HighlightedNames = ["name.en", "name.zh"];
    private static readonly string[] HighlightedTexts = ["description.en", "description.zh"];

    public static JsonObject List(ProductQuery query) => new JsonObject
    {
        // One more than asked for tells whether there is a next page.
        ["size"] = query.Limit + 1,
        ["track_total_hits"] = true,
        ["query"] = Filter([.. General(query), .. Category(query), .. Price(query)]),
        ["sort"] = Sort(query),
    }.After(query);

    public static JsonObject Search(ProductQuery query) => new JsonObject
    {
        ["size"] = query.Limit + 1,
        ["track_total_hits"] = true,
        ["query"] = new JsonObject { ["bool"] = Words(query, General(query)) },

        // Not part of the query, so that each facet can count what the other filters leave.
        ["post_filter"] = Filter([.. Category(query), .. Price(query)]),
        ["aggs"] = new JsonObject
        {
            ["categories"] = Facet(Filter([.. Price(query)]), new JsonObject { ["terms"] = new JsonObject { ["field"] = "category", ["size"] = 100 } }),
            ["prices"] = Facet(Filter([.. Category(query)]), new JsonObject { ["range"] = new JsonObject { ["field"] = "price", ["ranges"] = PriceBuckets.ToRanges() } }),
        },
        ["sort"] = Sort(query),
    }.After(query).Highlight(query);

    public static JsonObject CategoryCounts() => new()
    {
        ["size"] = 0,
        ["query"] = new JsonObject { ["match_all"] = new JsonObject() },
        ["aggs"] = new JsonObject { ["keys"] = new JsonObject { ["terms"] = new JsonObject { ["field"] = "category", ["size"] = 1000 } } },
    };

    private static JsonObject Words(ProductQuery query, IEnumerable<JsonNode> filters)
    {
        if (query.Text.Length == 0)
        {
            return new JsonObject { ["filter"] = new JsonArray([.. filters, new JsonObject { ["match_all"] = new JsonObject() }]) };
        }

        // Which products: most of the words, one or two letters wrong in a word of Latin script, the last word perhaps unfinished.
        var found = new JsonObject
        {
            ["bool"] = new JsonObject
            {
                ["minimum_should_match"] = 1,
                ["should"] = new JsonArray(
                    new JsonObject { ["match"] = new JsonObject { ["text"] = Match(query.Text, boost: null) } },
                    new JsonObject { ["match_phrase_prefix"] = new JsonObject { ["text"] = new JsonObject { ["query"] = query.Text, ["max_expansions"] = 50 } } }),
            },
        };

        // In which order: words in the name count more, and more still in the reader's language and in the order written.
        var preferred = query.Language;
        var other = preferred == "en" ? "zh" : "en";
        return new JsonObject
        {
            ["must"] = new JsonArray(found),
            ["should"] = new JsonArray(
                FieldMatch($"name.{preferred}", query.Text, 4),
                FieldMatch($"name.{other}", query.Text, 3),
                FieldMatch($"description.{preferred}", query.Text, 1),
                FieldMatch($"description.{other}", query.Text, 1),
                Phrase($"name.{preferred}", query.Text, 4),
                Phrase($"name.{other}", query.Text, 3)),
            ["filter"] = new JsonArray([.. filters]),
        };
    }

    private static JsonObject FieldMatch(string field, string text, double boost) =>
        new() { ["match"] = new JsonObject { [field] = Match(text, boost) } };

    private static JsonObject Phrase(string field, string text, double boost) =>
        new() { ["match_phrase"] = new JsonObject { [field] = new JsonObject { ["query"] = text, ["boost"] = boost } } };

    private static JsonObject Match(string text, double? boost)
    {
        var match = new JsonObject
        {
            ["query"] = text,
            ["fuzziness"] = "AUTO",
            ["prefix_length"] = 1,
            ["minimum_should_match"] = "2<70%",
        };
        if (boost is { } factor)
        {
            match["boost"] = factor;
        }

        return match;
    }

    private static IEnumerable<JsonNode> General(ProductQuery query)
    {
        if (query.Currency is { } currency)
        {
            yield return new JsonObject { ["term"] = new JsonObject { ["currency"] = currency } };
        }

        if (query.InStock)
        {
            yield return new JsonObject { ["range"] = new JsonObject { ["stock"] = new JsonObject { ["gte"] = 1 } } };
        }
    }

    private static IEnumerable<JsonNode> Category(ProductQuery query)
    {
        if (query.Categories.Count > 0)
        {
            yield return new JsonObject { ["terms"] = new JsonObject { ["category"] = new JsonArray([.. query.Categories.Select(key => (JsonNode)key)]) } };
        }
    }

    private static IEnumerable<JsonNode> Price(ProductQuery query)
    {
        var range = new JsonObject();
        if (query.MinPrice is { } minimum)
        {
            range["gte"] = ProductDocument.ToMinor(minimum);
        }

        if (query.MaxPrice is { } maximum)
        {
            range["lte"] = ProductDocument.ToMinor(maximum);
        }

        if (range.Count > 0)
        {
            yield return new JsonObject { ["range"] = new JsonObject { ["price"] = range } };
        }
    }

    private static JsonObject Filter(JsonNode[] filters) => filters.Length == 0
        ? new JsonObject { ["match_all"] = new JsonObject() }
        : new JsonObject { ["bool"] = new JsonObject { ["filter"] = new JsonArray(filters) } };

    private static JsonObject Facet(JsonObject filter, JsonObject counted) =>
        new() { ["filter"] = filter, ["aggs"] = new JsonObject { ["keys"] = counted } };

    private static JsonArray Sort(ProductQuery query)
    {
        var direction = query.Sort.StartsWith('-') ? "desc" : "asc";
        var first = query.Sort.TrimStart('-') switch
        {
            "name" => new JsonObject { [$"sort_{query.Language}"] = direction },
            "price" => new JsonObject { ["price"] = direction },
            "relevance" => new JsonObject { ["_score"] = "desc" },
            _ => new JsonObject { ["created"] = "desc" },
        };

        // The id settles ties, so that every product has exactly one place and no page skips or repeats one.
        return [first, new JsonObject { ["id"] = "asc" }];
    }

    private static JsonObject After(this JsonObject body, ProductQuery query)
    {
        if (query.After is { } values)
        {
            body["search_after"] = values.DeepClone();
        }

        return body;
    }

    private static JsonObject Highlight(this JsonObject body, ProductQuery query)
    {
        if (query.Text.Length == 0)
        {
            return body;
        }

        var fields = new JsonObject();
        foreach (var name in HighlightedNames)
        {
            fields[name] = new JsonObject { ["number_of_fragments"] = 0 };
        }

        foreach (var text in HighlightedTexts)
        {
            fields[text] = new JsonObject { ["number_of_fragments"] = 1, ["fragment_size"] = 160 };
        }

        // Marks from the private use area: they are taken out again, and nothing that looks like markup ever leaves here.
        body["highlight"] = new JsonObject
        {
            ["pre_tags"] = new JsonArray(HitStart.ToString()),
            ["post_tags"] = new JsonArray(HitEnd.ToString()),
            ["fields"] = fields,
        };
        return body;
    }
}
