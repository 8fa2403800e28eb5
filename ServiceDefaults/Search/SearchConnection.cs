using System.Net.Http.Headers;
using System.Text;

namespace ServiceDefaults.Search;

/// <summary>Where the search engine is, read from a connection string <c>http://[user:password@]host:port</c>.</summary>
public sealed record SearchConnection(Uri Address, AuthenticationHeaderValue? Authorization)
{
    /// <summary>Reads the connection string. Throws with the key to set, and without the value, which may hold a password.</summary>
    public static SearchConnection Parse(string? text, string key = "ConnectionStrings:search")
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException(
                $"{key} is not set. Set it to http://[user:password@]host:port, for example in the environment as {key.Replace(":", "__", StringComparison.Ordinal)}.");
        }

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new InvalidOperationException($"{key} is not an http or https address. It must look like http://[user:password@]host:port.");
        }

        var path = uri.AbsolutePath.EndsWith('/') ? uri.AbsolutePath : uri.AbsolutePath + "/";
        var address = new UriBuilder(uri.Scheme, uri.Host, uri.Port, path).Uri;
        return new SearchConnection(address, uri.UserInfo.Length == 0 ? null : Basic(uri.UserInfo));
    }

    // Both halves may be percent-encoded, and a password may hold a colon.
    private static AuthenticationHeaderValue Basic(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        var (user, password) = colon < 0 ? (userInfo, "") : (userInfo[..colon], userInfo[(colon + 1)..]);
        var credentials = $"{Uri.UnescapeDataString(user)}:{Uri.UnescapeDataString(password)}";
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
    }
}
