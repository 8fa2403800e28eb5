using System.Globalization;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>Tells the difference between two objects as JSON patch operations (RFC 6902).</summary>
internal static class ObjectDifference
{
    public static YamlList Between(YamlNode from, YamlNode to)
    {
        var operations = new YamlList();
        Compare("", from, to, operations);
        return operations;
    }

    private static void Compare(string path, YamlNode from, YamlNode to, YamlList operations)
    {
        switch (from, to)
        {
            case (YamlMap a, YamlMap b):
                CompareMaps(path, a, b, operations);
                break;
            case (YamlList a, YamlList b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++)
                {
                    Compare(string.Create(CultureInfo.InvariantCulture, $"{path}/{i}"), a[i], b[i], operations);
                }

                break;
            case (YamlString a, YamlString b) when a.Text == b.Text:
            case (YamlLiteral a2, YamlLiteral b2) when a2.Text == b2.Text:
                break;
            default:
                operations.Add(new YamlMap { { "op", "replace" }, { "path", path }, { "value", to } });
                break;
        }
    }

    private static void CompareMaps(string path, YamlMap from, YamlMap to, YamlList operations)
    {
        foreach (var entry in from)
        {
            var child = $"{path}/{Escape(entry.Key)}";
            if (to[entry.Key] is { } value)
            {
                Compare(child, entry.Value, value, operations);
            }
            else
            {
                operations.Add(new YamlMap { { "op", "remove" }, { "path", child } });
            }
        }

        foreach (var entry in to)
        {
            if (from[entry.Key] is null)
            {
                operations.Add(new YamlMap { { "op", "add" }, { "path", $"{path}/{Escape(entry.Key)}" }, { "value", entry.Value } });
            }
        }
    }

    private static string Escape(string key) => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
