using System.Globalization;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Http;

/// <summary>One call, with the path's parts and the query string decoded.</summary>
internal sealed class RestRequest
{
    public required string Method { get; init; }

    /// <summary>The path as it was sent, for messages.</summary>
    public required string RawPath { get; init; }

    public required IReadOnlyDictionary<string, string> Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the Accept header names JSON and nothing else, so that tables come as JSON, too.</summary>
    public bool WantsJson { get; init; }

    public CancellationToken Aborted { get; init; }

    public bool HasBody => !Body.Span.IsWhiteSpaceOnly();

    /// <summary>A part of the path, or the query parameter of that name.</summary>
    public string? Param(string name) => Path.TryGetValue(name, out var part) ? part : Query.GetValueOrDefault(name);

    /// <summary>An on/off parameter; named without a value it is on.</summary>
    public bool Flag(string name, bool otherwise = false) =>
        Query.GetValueOrDefault(name) is { } value ? ParameterValues.IsFlag(value) : otherwise;

    public int? Int(string name)
    {
        if (Query.GetValueOrDefault(name) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Failures.IllegalArgument($"Failed to parse int parameter [{name}] with value [{text}]",
                new ElasticsearchException(400, "number_format_exception", $"For input string: \"{text}\""));
    }

    public long? Long(string name)
    {
        if (Query.GetValueOrDefault(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Failures.IllegalArgument($"Failed to parse long parameter [{name}] with value [{text}]",
                new ElasticsearchException(400, "number_format_exception", $"For input string: \"{text}\""));
    }

    public TimeSpan? Time(string name) => Query.GetValueOrDefault(name) is { } text ? TimeValue.Parse(text, name) : null;

    public JsonBody Json() => HasBody
        ? JsonBody.Parse(Body)
        : throw new ElasticsearchException(400, "parse_exception", "request body is required");

    public JsonBody? JsonIfAny() => HasBody ? JsonBody.Parse(Body) : null;
}

file static class Bytes
{
    public static bool IsWhiteSpaceOnly(this ReadOnlySpan<byte> bytes) => bytes.Trim(" \t\r\n"u8).IsEmpty;
}
