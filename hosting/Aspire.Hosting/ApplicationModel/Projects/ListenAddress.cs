namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address as ASP.NET Core takes it, such as <c>http://*:8080</c> or <c>https://[::1]:0</c>.</summary>
/// <remarks>Not <see cref="Uri"/>, which refuses the hosts <c>*</c> and <c>+</c>; not ASP.NET's own type, which would load ASP.NET for publishing.</remarks>
internal readonly record struct ListenAddress(string Scheme, string Host, int Port)
{
    public static ListenAddress Parse(string address)
    {
        var text = address.Trim();
        var schemeEnd = text.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0)
        {
            throw new FormatException($"Invalid url: '{address}'. It must start with a scheme, such as 'http://localhost:5000'.");
        }

        var scheme = text[..schemeEnd].ToLowerInvariant();
        var rest = text[(schemeEnd + 3)..];
        var slash = rest.IndexOf('/');
        var authority = slash < 0 ? rest : rest[..slash];

        // The colons of an IPv6 address are inside brackets.
        var colon = authority.LastIndexOf(':');
        if (colon <= authority.IndexOf(']'))
        {
            colon = -1;
        }

        var host = colon < 0 ? authority : authority[..colon];
        if (host.Length == 0)
        {
            throw new FormatException($"Invalid url: '{address}'. It names no host; use 'localhost', an address, or '*'.");
        }

        if (colon < 0)
        {
            return new ListenAddress(scheme, host, scheme == "https" ? 443 : 80);
        }

        return int.TryParse(authority.AsSpan(colon + 1), out var port) && port is >= 0 and <= 65535
            ? new ListenAddress(scheme, host, port)
            : throw new FormatException($"Invalid url: '{address}'. '{authority[(colon + 1)..]}' is not a port between 0 and 65535.");
    }
}
