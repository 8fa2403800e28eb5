using Elasticsearch.Emulator.Errors;
using Microsoft.Net.Http.Headers;

namespace Elasticsearch.Emulator.Http;

/// <summary>What may be sent, and what the answer calls itself: plain JSON, or the vendor types that the official clients use.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    /// <summary>Checks Content-Type and Accept; returns the Content-Type of a JSON answer.</summary>
    /// <exception cref="ElasticsearchException">406 for types that Elasticsearch does not take, 501 for those that only the emulator does not, 400 for incompatible versions.</exception>
    public static string Negotiate(HttpRequest request, bool hasBody, string version)
    {
        if (hasBody)
        {
            CheckContentType(request.ContentType ?? "", version);
        }

        var accept = request.Headers.Accept.ToString();
        if (accept.Length == 0 || !MediaTypeHeaderValue.TryParseList([accept], out var wanted))
        {
            return Json;
        }

        foreach (var type in wanted)
        {
            if (type.MediaType == "application/vnd.elasticsearch+json")
            {
                return $"application/vnd.elasticsearch+json;compatible-with={Compatibility(type, "Accept", version)}";
            }

            if (type.MediaType == Json || type.MediaType == "*/*" || type.MediaType == "application/*" || type.MediaType == "text/plain")
            {
                return Json;
            }
        }

        var names = wanted.Select(type => type.MediaType.ToString()).ToList();
        if (names.Find(name => name.EndsWith("cbor", StringComparison.Ordinal) || name.EndsWith("yaml", StringComparison.Ordinal)
            || name.EndsWith("smile", StringComparison.Ordinal)) is { } binary)
        {
            throw Failures.Unsupported("Accept", $"the media type [{binary}]");
        }

        // Browsers and proxies send lists that hold no JSON at all; like Elasticsearch, only plain nonsense is refused.
        return names.Any(name => name.StartsWith("text/", StringComparison.Ordinal))
            ? Json
            : throw new BareErrorException(406, $"Accept header [{accept}] is not supported");
    }

    /// <summary>Lists of media types stand for what a client can take; only a single one is a wish.</summary>
    public static bool AsksForJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.Headers.Accept.ToString(), out var wanted) && wanted.MediaType.ToString() is Json or "application/vnd.elasticsearch+json";

    /// <summary>Lines of JSON are for the endpoints that read lines.</summary>
    public static void CheckLines(HttpRequest request, bool hasBody, string rawPath)
    {
        if (hasBody && MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.EndsWith("ndjson", StringComparison.Ordinal)
            && !rawPath.TrimEnd('/').EndsWith("/_bulk", StringComparison.Ordinal) && !rawPath.TrimEnd('/').EndsWith("/_msearch", StringComparison.Ordinal))
        {
            throw new BareErrorException(406, $"Content-Type header [{request.ContentType}] is not supported");
        }
    }

    static void CheckContentType(string contentType, string version)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            throw new BareErrorException(406, $"Content-Type header [{contentType}] is not supported");
        }

        switch (type.MediaType.ToString())
        {
            case Json or "application/x-ndjson":
                return;
            case "application/vnd.elasticsearch+json" or "application/vnd.elasticsearch+x-ndjson":
                Compatibility(type, "Content-Type", version);
                return;
            case "application/cbor" or "application/yaml" or "application/smile":
                throw Failures.Unsupported("Content-Type", $"the media type [{contentType}]");
            default:
                throw new BareErrorException(406, $"Content-Type header [{contentType}] is not supported");
        }
    }

    /// <summary>A server speaks its own major version and the one before it.</summary>
    static string Compatibility(MediaTypeHeaderValue type, string header, string version)
    {
        var major = int.Parse(version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
        var asked = type.Parameters.FirstOrDefault(p => p.Name == "compatible-with")?.Value.ToString() ?? $"{major}";
        if (asked == $"{major}" || asked == $"{major - 1}")
        {
            return asked;
        }

        throw new ElasticsearchException(400, "media_type_header_exception", $"Invalid media-type value on headers [{header}]")
        {
            CausedBy = new(400, "status_exception",
                $"{header} version must be either version {major} or {major - 1}, but found {asked}. {header}={type}"),
        };
    }
}
