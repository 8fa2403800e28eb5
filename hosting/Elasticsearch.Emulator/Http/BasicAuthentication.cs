using System.Security.Cryptography;
using System.Text;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Http;

/// <summary>Optional Basic authentication, so that an application's own credentials are exercised in development.</summary>
internal sealed class BasicAuthentication(string? credentials)
{
    readonly byte[]? expected = credentials is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(credentials));

    public void Check(HttpRequest request)
    {
        if (expected is null)
        {
            return;
        }

        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw Challenge($"missing authentication credentials for REST request [{request.Path}{request.QueryString}]");
        }

        // Hashes have one length, so the comparison takes the same time whatever was sent.
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !CryptographicOperations.FixedTimeEquals(SHA256.HashData(Decode(header[6..].Trim())), expected))
        {
            throw Challenge($"unable to authenticate user for REST request [{request.Path}]");
        }
    }

    static byte[] Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : [];
    }

    static ElasticsearchException Challenge(string reason) => new(401, "security_exception", reason)
    {
        Headers = { ("WWW-Authenticate", "Basic realm=\"security\", charset=\"UTF-8\"") },
    };
}
