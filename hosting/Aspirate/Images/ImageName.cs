using System.Text.RegularExpressions;

namespace Aspirate.Images;

/// <summary>Names of images.</summary>
internal static partial class ImageName
{
    public static bool IsValid(string image) => image.Length <= 512 && Reference().IsMatch(image);

    public static bool IsDigest(string text) => Sha256().IsMatch(text);

    /// <summary>The image that a build makes: registry, prefix, name and tag.</summary>
    public static string Built(string? registry, string? prefix, string name, string tag)
    {
        var parts = new[] { registry, prefix, name }.Where(p => !string.IsNullOrEmpty(p)).Select(p => p!.Trim('/'));
        return $"{string.Join('/', parts)}:{tag}";
    }

    /// <summary>The name with a digest in the place of its tag: exactly this image, whatever the tag comes to mean.</summary>
    public static string Pinned(string image, string digest) => $"{Split(image).Name}@{digest}";

    /// <summary>Name, and tag or digest; "latest" when it has neither.</summary>
    public static (string Name, string Reference) Split(string image)
    {
        var at = image.IndexOf('@');
        var name = at < 0 ? image : image[..at];
        var tag = name.LastIndexOf(':');
        var (bare, named) = tag > name.LastIndexOf('/') ? (name[..tag], name[(tag + 1)..]) : (name, "latest");
        return (bare, at < 0 ? named : image[(at + 1)..]);
    }

    /// <summary>The registry that an image lies in, and its repository there. Names without a registry are Docker Hub's.</summary>
    public static (string Registry, string Repository) Place(string image)
    {
        var name = Split(image).Name;
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        return first.Contains('.') || first.Contains(':') || first == "localhost" ? (first, name[(slash + 1)..])
            : ("docker.io", slash < 0 ? $"library/{name}" : name);
    }

    /// <summary>Whether a registry is on this machine, where nobody listens in and plain HTTP is the custom.</summary>
    public static bool IsLoopback(string registry)
    {
        var host = registry.Split('/')[0];
        var colon = host.LastIndexOf(':');
        host = colon > 0 && !host.EndsWith(']') ? host[..colon] : host;
        return host == "localhost" || host == "[::1]" || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
    }

    // A registry may have capitals, a repository not: no engine takes it.
    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$")]
    private static partial Regex Reference();

    [GeneratedRegex("^sha256:[0-9a-f]{64}$")]
    private static partial Regex Sha256();
}
