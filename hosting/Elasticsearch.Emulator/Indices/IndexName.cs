using System.Text;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Indices;

/// <summary>Elasticsearch's rules for the names of indices and aliases.</summary>
internal static class IndexName
{
    public static void Check(string name)
    {
        if (Complaint(name) is { } why)
        {
            throw Failures.InvalidIndexName(name, why);
        }
    }

    public static void CheckAlias(string name)
    {
        if (name.Length == 0)
        {
            throw Failures.IllegalArgument("alias name is required");
        }

        if (Complaint(name) is { } why and not "must be lowercase")
        {
            throw new ElasticsearchException(400, "invalid_alias_name_exception", $"Invalid alias name [{name}]: {why}");
        }
    }

    static string? Complaint(string name)
    {
        if (name.StartsWith('<') && name.EndsWith('>'))
        {
            throw Failures.Unsupported(name, "date math in an index name");
        }

        return name switch
        {
            "." or ".." => "must not be '.' or '..'",
            _ when name.AsSpan().IndexOfAny("\\/*?\"<>| ,") >= 0 => "must not contain the following characters ['\\','/','*','?','\"','<','>','|',' ',',']",
            _ when name.Contains('#', StringComparison.Ordinal) => "must not contain '#'",
            _ when name.Contains(':', StringComparison.Ordinal) => "must not contain ':'",
            _ when name.Length > 0 && name[0] is '_' or '-' or '+' => "must not start with '_', '-', or '+'",
            _ when name.Any(char.IsControl) => "must not contain control characters",
            _ when name != name.ToLowerInvariant() => "must be lowercase",
            _ when Encoding.UTF8.GetByteCount(name) is var length and > 255 => $"index name is too long, ({length} > 255)",
            "" => "must not be empty",
            _ => null,
        };
    }
}
