using System.Globalization;
using System.Text.Json;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Http;

/// <summary>A JSON value together with the path that leads to it, so that a refusal can name it.</summary>
internal readonly record struct JsonAt(JsonBody Body, JsonElement Element, string Path)
{
    public JsonValueKind Kind => Element.ValueKind;

    public bool IsObject => Kind == JsonValueKind.Object;

    public bool IsArray => Kind == JsonValueKind.Array;

    public bool IsText => Kind == JsonValueKind.String;

    public bool IsNull => Kind == JsonValueKind.Null;

    /// <summary>Where the name stands that leads here; Elasticsearch points there when it does not know it.</summary>
    public JsonLocation NameLocation => Body.NameLocationOf(Element);

    public JsonLocation Location => Body.LocationOf(Element);

    public IEnumerable<(string Name, JsonAt Value)> Properties()
    {
        if (!IsObject)
        {
            throw Failures.Parsing($"expected [START_OBJECT] at [{Path}] but found [{Describe()}]", Location);
        }

        foreach (var property in Element.EnumerateObject())
        {
            var name = NameOf(property);
            yield return (name, new(Body, property.Value, $"{Path}.{name}"));
        }
    }

    public IEnumerable<JsonAt> Items()
    {
        if (!IsArray)
        {
            throw Failures.Parsing($"expected [START_ARRAY] at [{Path}] but found [{Describe()}]", Location);
        }

        var i = 0;
        foreach (var item in Element.EnumerateArray())
        {
            yield return new(Body, item, $"{Path}[{i++}]");
        }
    }

    /// <summary>The items of an array, or the value alone where Elasticsearch takes one or many.</summary>
    public IEnumerable<JsonAt> OneOrMany() => IsArray ? Items() : [this];

    public JsonAt? Find(string name) =>
        IsObject && Element.TryGetProperty(name, out var value) ? new(Body, value, $"{Path}.{name}") : null;

    public string Text()
    {
        switch (Kind)
        {
            case JsonValueKind.String:
                return String(Element);
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return Element.GetRawText();
            default:
                throw Failures.Parsing($"expected a text at [{Path}] but found {Describe()}", Location);
        }
    }

    public int Int()
    {
        if (Kind is JsonValueKind.Number or JsonValueKind.String
            && double.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= int.MinValue and <= int.MaxValue && Math.Floor(number) == number)
        {
            return (int)number;
        }

        throw Failures.IllegalArgument($"[{Path}] must be an integer but was [{Element.GetRawText()}]");
    }

    public double Double()
    {
        if (Kind is JsonValueKind.Number or JsonValueKind.String
            && double.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        throw Failures.IllegalArgument($"[{Path}] must be a number but was [{Element.GetRawText()}]");
    }

    public float Float() => (float)Double();

    public bool Bool() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when Element.ValueEquals("true") => true,
        JsonValueKind.String when Element.ValueEquals("false") => false,
        _ => throw Failures.IllegalArgument($"Failed to parse value [{Element.GetRawText()}] of [{Path}] as only [true] or [false] are allowed."),
    };

    public ElasticsearchException Unsupported(string what) => Failures.Unsupported(Path, what);

    public JsonAt MustBeObject(string what) =>
        IsObject ? this : throw Failures.Parsing($"[{what}] malformed query, expected [START_OBJECT] but found [{Describe()}]", Location);

    public string Describe() => Kind switch
    {
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        JsonValueKind.String => "VALUE_STRING",
        JsonValueKind.Number => "VALUE_NUMBER",
        JsonValueKind.Null => "VALUE_NULL",
        _ => "VALUE_BOOLEAN",
    };

    public static string String(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Failures.XContentParse("a text holds half of a UTF-16 surrogate pair");
        }
    }

    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw Failures.XContentParse("a field name holds half of a UTF-16 surrogate pair");
        }
    }
}
