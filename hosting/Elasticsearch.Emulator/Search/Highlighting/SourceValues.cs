using System.Text.Json;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;

namespace Elasticsearch.Emulator.Search.Highlighting;

/// <summary>The texts of a field in a document's source.</summary>
internal static class SourceValues
{
    public static List<string> Of(JsonElement source, string path, MappingState mapping)
    {
        var values = new List<string>();
        Collect(source, ParentField(path, mapping), values);
        foreach (var from in mapping.Fields.Values.Where(field => field.CopyTo.Contains(path)))
        {
            Collect(source, from.Path, values);
        }

        return values;
    }

    /// <summary>A multi-field has the values of the field it belongs to.</summary>
    static string ParentField(string path, MappingState mapping)
    {
        var dot = path.LastIndexOf('.');
        return dot > 0 && mapping.Fields.ContainsKey(path[..dot]) ? path[..dot] : path;
    }

    static void Collect(JsonElement element, string path, List<string> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, path, values);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (property.NameEquals(path))
                    {
                        Collect(property.Value, "", values);
                    }
                    else if (path.Length > property.Name.Length && path.StartsWith(property.Name, StringComparison.Ordinal) && path[property.Name.Length] == '.')
                    {
                        Collect(property.Value, path[(property.Name.Length + 1)..], values);
                    }
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                if (path.Length == 0)
                {
                    values.Add(element.ValueKind == JsonValueKind.String ? JsonAt.String(element) : element.GetRawText());
                }

                break;
        }
    }
}
