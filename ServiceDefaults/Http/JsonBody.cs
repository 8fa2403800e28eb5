using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Http;

/// <summary>Reads the body of a request as one JSON object, or says why not.</summary>
public static class JsonBody
{
    public const int MaximumBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>The object, to be disposed by the caller, or the problem.</summary>
    public static async Task<(JsonDocument? Body, Problem? Problem)> ReadAsync(HttpRequest request)
    {
        if (!IsJson(request.ContentType))
        {
            return (null, Problem.NotJson(request.ContentType));
        }

        if (request.ContentLength > MaximumBytes)
        {
            return (null, Problem.TooLarge(MaximumBytes));
        }

        var bytes = await ReadAtMostAsync(request);
        if (bytes is null)
        {
            return (null, Problem.TooLarge(MaximumBytes));
        }

        try
        {
            var document = JsonDocument.Parse(bytes.Value, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (document, null);
            }

            document.Dispose();
            return (null, Problem.Validation("$", "must be a JSON object"));
        }
        catch (JsonException refused)
        {
            return (null, Problem.Validation("$", Reason(refused)));
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAtMostAsync(HttpRequest request)
    {
        var buffer = new byte[Math.Min(request.ContentLength ?? 4096, MaximumBytes) + 1];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
            if (length > MaximumBytes)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaximumBytes + 1));
            }
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var media)
        && (media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!media.Charset.HasValue || media.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || media.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));

    // The parser's own message quotes the body and speaks of readers and options; position and kind are enough.
    private static string Reason(JsonException refused)
    {
        var where = refused.LineNumber is { } line ? $" at line {line + 1}, byte {refused.BytePositionInLine + 1}" : "";
        return refused.Message.Contains("uplicate", StringComparison.Ordinal)
            ? "has a property twice"
            : $"is not valid JSON{where}";
    }
}
