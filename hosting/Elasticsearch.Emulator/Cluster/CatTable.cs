using System.Globalization;
using System.Text;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Cluster;

/// <summary>A table with named columns, shown as aligned text or as JSON.</summary>
internal sealed class CatTable(params (string Name, string Aliases, bool RightAligned)[] columns)
{
    readonly List<string[]> rows = [];

    public void Add(params string[] row) => rows.Add(row);

    public RestResponse Answer(RestRequest request)
    {
        if (request.Flag("help"))
        {
            return RestResponse.Text(string.Concat(columns.Select(column => $"{column.Name} | {column.Aliases} | \n")));
        }

        var shown = request.Query.GetValueOrDefault("h") is { Length: > 0 } list ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Shown).ToArray() : Enumerable.Range(0, columns.Length).Where(i => columns[i].Name is not ("epoch" or "timestamp") || request.Flag("ts", true)).ToArray();
        var sorted = Sorted(request.Query.GetValueOrDefault("s"));
        return request.Query.GetValueOrDefault("format") switch
        {
            null when request.WantsJson => Json(sorted, shown),
            null or "" or "text" or "txt" => RestResponse.Text(Text(sorted, shown, request.Flag("v"))),
            "json" => Json(sorted, shown),
            var other => throw Failures.Unsupported("?format", $"the format [{other}]"),
        };
    }

    RestResponse Json(List<string[]> sorted, int[] shown) => RestResponse.Json(200, json =>
    {
        json.WriteStartArray();
        foreach (var row in sorted)
        {
            json.WriteStartObject();
            foreach (var column in shown)
            {
                json.WriteString(columns[column].Name, row[column]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>1.2kb as Elasticsearch writes sizes, or plain numbers in the unit that was asked for.</summary>
    public static string Size(long bytes, string? unit)
    {
        (string Name, double Bytes)[] units = [("b", 1), ("kb", 1024), ("mb", 1024 * 1024), ("gb", 1024.0 * 1024 * 1024), ("tb", 1024.0 * 1024 * 1024 * 1024)];
        if (unit is not null)
        {
            var asked = Array.Find(units, u => u.Name == unit);
            return asked.Name is null ? throw Failures.IllegalArgument($"failed to parse [{unit}] as a unit of bytes") : ((long)(bytes / asked.Bytes)).ToString(CultureInfo.InvariantCulture);
        }

        var (name, size) = units.Last(u => bytes >= u.Bytes || u.Name == "b");
        return (bytes / size).ToString(bytes < 1024 ? "0" : "0.#", CultureInfo.InvariantCulture) + name;
    }

    // Elasticsearch has more columns than there are here; what is left out must not look as if it did not exist.
    IEnumerable<int> Shown(string name)
    {
        var found = Find(name).ToList();
        return found.Count > 0 || Wildcard.IsPattern(name) ? found : throw Failures.Unsupported("?h", $"the column [{name}]");
    }

    IEnumerable<int> Find(string name) => Enumerable.Range(0, columns.Length)
        .Where(i => Wildcard.Matches(name, columns[i].Name) || columns[i].Aliases.Split(',').Contains(name));

    List<string[]> Sorted(string? by)
    {
        IOrderedEnumerable<string[]>? ordered = null;
        foreach (var part in by?.Split(',') ?? [])
        {
            var descending = part.EndsWith(":desc", StringComparison.Ordinal);
            var name = part.Split(':')[0];
            var found = Find(name).ToList();
            if (found.Count == 0)
            {
                throw new ElasticsearchException(400, "unsupported_operation_exception", $"Unable to sort by unknown sort key `{name}`");
            }

            var column = found[0];
            ordered = (ordered, descending) switch
            {
                (null, false) => rows.OrderBy(row => row[column], Comparer),
                (null, true) => rows.OrderByDescending(row => row[column], Comparer),
                (_, false) => ordered.ThenBy(row => row[column], Comparer),
                (_, true) => ordered.ThenByDescending(row => row[column], Comparer),
            };
        }

        return [.. ordered ?? rows.AsEnumerable()];
    }

    static readonly IComparer<string> Comparer = Comparer<string>.Create((a, b) =>
        double.TryParse(a, CultureInfo.InvariantCulture, out var x) && double.TryParse(b, CultureInfo.InvariantCulture, out var y) ? x.CompareTo(y) : string.CompareOrdinal(a, b));

    string Text(List<string[]> sorted, int[] shown, bool header)
    {
        var lines = sorted.Select(row => shown.Select(column => row[column]).ToArray()).ToList();
        if (header)
        {
            lines.Insert(0, [.. shown.Select(column => columns[column].Name)]);
        }

        var widths = shown.Select((_, i) => lines.Count == 0 ? 0 : lines.Max(line => line[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            for (var i = 0; i < shown.Length; i++)
            {
                text.Append(i > 0 ? " " : "").Append(columns[shown[i]].RightAligned ? line[i].PadLeft(widths[i]) : i == shown.Length - 1 ? line[i] : line[i].PadRight(widths[i]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
