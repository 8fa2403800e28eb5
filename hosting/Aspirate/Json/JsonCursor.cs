using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Aspirate.Problems;

namespace Aspirate.Json;

/// <summary>A JSON value together with where it stands, so that every complaint can name the place.</summary>
public readonly struct JsonCursor(JsonElement element, string file, string path, ProblemList problems)
{
    public JsonElement Element { get; } = element;

    public string Path { get; } = path;

    public string File { get; } = file;

    public ProblemList Problems { get; } = problems;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public void Report(string message) => Problems.Add(File, Path, message);

    public void Report(string child, string message) => Problems.Add(File, JsonPath.Member(Path, child), message);

    /// <summary>The members in their order. A name that stands twice is reported, its first value counts.</summary>
    public IEnumerable<(string Name, JsonCursor Value)> Members()
    {
        if (!IsObject)
        {
            Report($"must be an object, but is {Describe(Element)}.");
            yield break;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var property in Element.EnumerateObject())
        {
            var name = ReadName(property);
            if (name is null)
            {
                Report("has a member whose name is not valid Unicode.");
                continue;
            }

            if (!seen.Add(name))
            {
                Report(name, "stands here twice; only one of them can be meant. Remove the other.");
                continue;
            }

            yield return (name, Child(name, property.Value));
        }
    }

    public bool TryGet(string name, out JsonCursor value)
    {
        // The first of two equal names counts, as in Members; JsonElement.TryGetProperty would take the last.
        if (IsObject)
        {
            foreach (var property in Element.EnumerateObject())
            {
                if (property.NameEquals(name) && property.Value.ValueKind != JsonValueKind.Null)
                {
                    value = Child(name, property.Value);
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    public IEnumerable<JsonCursor> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            Report($"must be an array, but is {Describe(Element)}.");
            yield break;
        }

        var index = 0;
        foreach (var item in Element.EnumerateArray())
        {
            yield return new(item, File, $"{Path}[{index++}]", Problems);
        }
    }

    public bool Has(string name) => TryGet(name, out _);

    public string? Text(string name) => TryGet(name, out var value) ? value.AsText() : null;

    public string? RequiredText(string name)
    {
        if (TryGet(name, out var value))
        {
            return value.AsText();
        }

        Report($"has no \"{name}\".");
        return null;
    }

    public bool? Flag(string name) => TryGet(name, out var value) ? value.AsFlag() : null;

    public int? Number(string name, int minimum, int maximum) => TryGet(name, out var value) ? value.AsNumber(minimum, maximum) : null;

    public string? AsText()
    {
        if (Element.ValueKind != JsonValueKind.String)
        {
            Report($"must be a string, but is {Describe(Element)}.");
            return null;
        }

        try
        {
            return Element.GetString();
        }
        catch (InvalidOperationException)
        {
            Report("is not valid Unicode: it has half of a surrogate pair.");
            return null;
        }
    }

    public bool? AsFlag()
    {
        if (Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return Element.GetBoolean();
        }

        Report($"must be true or false, but is {Describe(Element)}.");
        return null;
    }

    public int? AsNumber(int minimum, int maximum)
    {
        if (Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Report($"must be a whole number from {minimum.ToString(CultureInfo.InvariantCulture)} to {maximum.ToString(CultureInfo.InvariantCulture)}, but is {Describe(Element)}.");
        return null;
    }

    /// <summary>Reads a whole file. Null, with the problem reported, when it is not JSON.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The document lives as long as the elements taken from it.")]
    public static JsonCursor? Parse(ReadOnlyMemory<byte> utf8, string file, ProblemList problems)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 };
            // A byte order mark is not JSON, but editors write one.
            var content = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
            return new(JsonDocument.Parse(content, options).RootElement, file, "$", problems);
        }
        catch (JsonException exception)
        {
            problems.Add(file, "$", $"is not readable as JSON: {exception.Message}");
            return null;
        }
    }

    private static string? ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => $"the number {Shorten(element.GetRawText())}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private JsonCursor Child(string name, JsonElement value) => new(value, File, JsonPath.Member(Path, name), Problems);
}
