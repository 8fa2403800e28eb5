using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that is there already, at an address.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <summary>A service at an absolute URI whose path is <c>/</c>.</summary>
    /// <exception cref="ArgumentException">The URI is not of that form.</exception>
    public ExternalServiceResource(string name, Uri uri) : base(name)
    {
        ArgumentNullException.ThrowIfNull(uri);

        if (Problem(uri) is { } problem)
        {
            throw new ArgumentException(problem, nameof(uri));
        }

        Uri = uri;
    }

    /// <summary>A service whose address a parameter gives.</summary>
    public ExternalServiceResource(string name, ParameterResource urlParameter) : base(name)
    {
        ArgumentNullException.ThrowIfNull(urlParameter);

        UrlParameter = urlParameter;
    }

    /// <summary>The address; null when a parameter gives it.</summary>
    public Uri? Uri { get; }

    /// <summary>The parameter that gives the address; null when it is known.</summary>
    public ParameterResource? UrlParameter { get; }

    /// <summary>Reads an address, or says why it will not do.</summary>
    internal static bool TryValidateUrl(string? url, [NotNullWhen(true)] out Uri? uri, [NotNullWhen(false)] out string? message)
    {
        if (url is null || !Uri.TryCreate(url, UriKind.Absolute, out uri))
        {
            uri = null;
            message = "The URL for the external service must be an absolute URI.";
            return false;
        }

        message = Problem(uri);
        return message is null;
    }

    private static string? Problem(Uri uri) =>
        !uri.IsAbsoluteUri ? "The URI for the external service must be absolute."
        : uri.AbsolutePath != "/" ? "The URI absolute path must be \"/\"."
        : !string.IsNullOrEmpty(uri.Fragment) ? "The URI cannot contain a fragment."
        : null;
}
