using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Http;

/// <summary>The Idempotency-Key of a request: the caller's promise that a repeat with the same key is the same request.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The key as a digest fit for storing, null when there is none; false when the header is malformed.</summary>
    public static bool TryRead(HttpRequest request, out string? digest)
    {
        digest = null;
        var header = request.Headers[Header];
        if (header.Count == 0)
        {
            return true;
        }

        var key = header.Count == 1 ? header[0] : null;
        if (key is not { Length: >= 1 and <= 255 } || key.Any(character => character is < '!' or > '~'))
        {
            return false;
        }

        digest = Digest(Encoding.ASCII.GetBytes(key));
        return true;
    }

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static Problem Malformed() => Problem.Validation(Header, "must be 1 to 255 visible ASCII characters, given once");
}
