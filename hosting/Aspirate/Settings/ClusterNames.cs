using System.Text.RegularExpressions;
using Aspirate.Json;

namespace Aspirate.Settings;

/// <summary>What Kubernetes takes for the names that users choose, said where they chose them and not by the server later.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/overview/working-with-objects/names/</remarks>
internal static partial class ClusterNames
{
    public static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];

    private const int LongestLabel = 63;
    private const int LongestSubdomain = 253;

    /// <summary>Why this is not the name of a namespace; null when it is one.</summary>
    public static string? NamespaceFault(string name) =>
        IsLabel(name) ? null : "must be a DNS label: small letters, digits and hyphens, at most 63.";

    /// <summary>Why this is not the host of an Ingress, which may begin with a star and a dot.</summary>
    public static string? HostFault(string name) => DomainFault(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name);

    /// <summary>Why no hosts can be made below this domain.</summary>
    public static string? DomainFault(string name) =>
        name.Length > LongestSubdomain || !Subdomain().IsMatch(name) || name.Split('.').Any(l => l.Length > LongestLabel) ? "must be a DNS name in small letters, such as shop.example.com."
        : System.Net.IPAddress.TryParse(name, out _) ? "must be a DNS name, not an address; for tries, names below nip.io lead to addresses."
        : null;

    /// <summary>Why an Ingress cannot have this path.</summary>
    public static string? RouteFault(string path) =>
        !path.StartsWith('/') ? "must start with a slash."
        : path.Any(c => c is < '!' or > '~') ? "must hold visible ASCII characters only."
        : path.Contains("//", StringComparison.Ordinal) || path.Split('/').Any(p => p is "." or "..") || path.Contains("%2f", StringComparison.OrdinalIgnoreCase) ? "must have no doubled slash, no \".\" or \"..\" between slashes, and no %2F; an Ingress takes no such path."
        : null;

    /// <summary>Why a probe cannot ask for this path.</summary>
    public static string? ProbePathFault(string path) =>
        !path.StartsWith('/') ? "must start with a slash." : path.Any(c => c is < '!' or > '~') ? "must hold visible ASCII characters only." : null;

    public static string? PullPolicyFault(string policy) =>
        PullPolicies.Contains(policy) ? null : $"must be one of {string.Join(", ", PullPolicies)}.";

    public static bool IsLabel(string name) => name.Length <= LongestLabel && Label().IsMatch(name);

    public static string? Namespace(JsonCursor parent, string member) => Checked(parent, member, NamespaceFault);

    public static string? Host(JsonCursor parent, string member) => Checked(parent, member, HostFault);

    public static string? Domain(JsonCursor parent, string member) => Checked(parent, member, DomainFault);

    public static string? Route(JsonCursor parent, string member) => Checked(parent, member, RouteFault);

    public static string? ProbePath(JsonCursor parent, string member) => Checked(parent, member, ProbePathFault);

    public static string? Schedule(JsonCursor parent, string member) => Checked(parent, member, CronSchedule.Fault);

    public static string? Image(JsonCursor parent, string member) => Checked(
        parent, member, image => Images.ImageName.IsValid(image) ? null : "is not the name of an image: registry/repository:tag or registry/repository@sha256:digest, the repository in small letters.");

    public static string? PullPolicy(JsonCursor parent, string member) => Checked(parent, member, PullPolicyFault);

    /// <summary>The name of another object: a class, an issuer, a Secret.</summary>
    public static string? Object(JsonCursor parent, string member) => Checked(
        parent, member, name => name.Length <= LongestSubdomain && Subdomain().IsMatch(name) ? null : "must be the name of an object: small letters, digits, hyphens and dots.");

    /// <summary>A folder or file in a container.</summary>
    public static string? AbsolutePathFault(string path) =>
        path.StartsWith('/') && !path.Split('/').Contains("..") && !path.Contains(':') && !path.Any(char.IsControl) && path.Any(c => c is not ('/' or '.'))
            ? null : "must be an absolute path below the root, without \"..\" and without colons.";

    public static Dictionary<string, string> Annotations(JsonCursor parent, string member)
    {
        var annotations = SettingsReader.TextMap(parent, member);
        if (parent.TryGet(member, out var map))
        {
            foreach (var key in annotations.Keys.Where(k => !IsQualified(k)))
            {
                map.Report(key, "cannot be the key of an annotation: letters, digits, '-', '_' and '.', at most 63, after a domain and a slash perhaps (example.com/team).");
            }
        }

        return annotations;
    }

    private static bool IsQualified(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        return name.Length <= LongestLabel && QualifiedName().IsMatch(name)
            && (slash < 0 || (slash <= LongestSubdomain && Subdomain().IsMatch(key[..slash])));
    }

    private static string? Checked(JsonCursor parent, string member, Func<string, string?> fault)
    {
        var text = parent.Text(member);
        if (text is null || fault(text) is not { } message)
        {
            return text;
        }

        parent.Report(member, message);
        return null;
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$")]
    private static partial Regex QualifiedName();
}
