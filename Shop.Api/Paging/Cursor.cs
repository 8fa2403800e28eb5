using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Http;

namespace Shop.Api.Paging;

/// <summary>Where a page ended: the sort values of its last product, bound to the query they belong to.</summary>
internal static class Cursor
{
    private const int MaximumLength = 2000;

    public static string Write(string scope, JsonElement sortValues)
    {
        var json = new JsonArray(ScopeMark(scope), JsonNode.Parse(sortValues.GetRawText()));
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString(ShopJson.Options)));
    }

    /// <summary>The sort values, or null when the text is no cursor of this query.</summary>
    public static JsonArray? Read(string text, string scope, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (text.Length > MaximumLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            if (JsonNode.Parse(Base64Url.DecodeFromChars(text)) is not JsonArray { Count: 2 } parts
                || parts[0]?.GetValueKind() != JsonValueKind.String || parts[0]!.GetValue<string>() != ScopeMark(scope)
                || parts[1] is not JsonArray values || values.Count != kinds.Length)
            {
                return null;
            }

            for (var index = 0; index < kinds.Length; index++)
            {
                if (values[index]?.GetValueKind() != kinds[index])
                {
                    return null;
                }
            }

            parts.RemoveAt(1);
            return values;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string ScopeMark(string scope) => IdempotencyKey.Digest(Encoding.UTF8.GetBytes(scope))[..16];
}
