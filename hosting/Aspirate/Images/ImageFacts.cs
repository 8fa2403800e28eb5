using Aspirate.Model;
using Aspirate.Settings;

namespace Aspirate.Images;

/// <summary>What is known about well-known images: the user they run as, where they write, how much they need.</summary>
internal sealed record ImageFacts(int? User, bool ReadOnlyRoot, IReadOnlyList<string> WritablePaths, ComputeSettings Requests, ComputeSettings Limits)
{
    private static readonly ComputeSettings SmallRequest = new("100m", "128Mi");
    private static readonly ComputeSettings SmallLimit = new("1", "512Mi");

    public static readonly ImageFacts Unknown = new(null, false, [], SmallRequest, SmallLimit);

    /// <summary>Projects become .NET images: a numeric user of their own, and nothing written but temporary files.</summary>
    public static readonly ImageFacts DotNet = new(null, true, ["/tmp"], SmallRequest, SmallLimit);

    private static readonly Dictionary<string, ImageFacts> Known = new(StringComparer.Ordinal)
    {
        ["redis"] = new(999, true, ["/data", "/tmp"], SmallRequest, SmallLimit),
        ["valkey"] = new(999, true, ["/data", "/tmp"], SmallRequest, SmallLimit),
        ["postgres"] = new(999, false, ["/var/run/postgresql"], new("250m", "256Mi"), new("2", "1Gi")),
        ["mysql"] = new(999, false, ["/var/run/mysqld"], new("250m", "512Mi"), new("2", "1Gi")),
        ["mariadb"] = new(999, false, ["/run/mysqld"], new("250m", "256Mi"), new("2", "1Gi")),
        ["mongo"] = new(999, false, [], new("250m", "256Mi"), new("2", "1Gi")),
        ["rabbitmq"] = new(999, false, ["/var/lib/rabbitmq"], new("250m", "256Mi"), new("1", "1Gi")),
        ["nginx"] = new(101, false, ["/var/cache/nginx", "/var/run"], new("50m", "64Mi"), new("500m", "256Mi")),
        ["elasticsearch"] = new(1000, false, [], new("500m", "2Gi"), new("2", "2Gi")),
        ["kibana"] = new(1000, false, [], new("250m", "1Gi"), new("1", "2Gi")),
        ["aspire-dashboard"] = new(1654, true, ["/tmp"], new("100m", "256Mi"), new("1", "512Mi")),
        ["server"] = new(10001, false, [], new("500m", "2Gi"), new("2", "3Gi")),
    };

    private static readonly Dictionary<string, int> AlpineUsers = new(StringComparer.Ordinal) { ["postgres"] = 70, ["rabbitmq"] = 100 };

    public static ImageFacts For(string image)
    {
        var repository = image.Split('@')[0];
        var tagAt = repository.LastIndexOf(':');
        var tag = tagAt > repository.LastIndexOf('/') ? repository[(tagAt + 1)..] : "";
        var path = tagAt > repository.LastIndexOf('/') ? repository[..tagAt] : repository;
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name == "server" && !path.EndsWith("mssql/server", StringComparison.Ordinal))
        {
            return Unknown;
        }

        if (!Known.TryGetValue(name, out var facts))
        {
            return Unknown;
        }

        return tag.Contains("alpine", StringComparison.Ordinal) && AlpineUsers.TryGetValue(name, out var user) ? facts with { User = user } : facts;
    }

    /// <summary>The image runs another program than its server, one that nobody connects to: a script needs less than a database.</summary>
    public ImageFacts WithoutItsServer() => this with { Requests = SmallRequest };

    public WorkloadSecurity Secure(SecuritySettings settings)
    {
        List<string> reasons = [];
        if (settings.RunAsNonRoot == false)
        {
            reasons.Add("runs as root");
        }

        if (settings.AddCapabilities is { Count: > 0 } added)
        {
            reasons.Add($"keeps {string.Join(", ", added)}");
        }

        if (settings.AllowPrivilegeEscalation == true)
        {
            reasons.Add("may gain privileges");
        }

        return new()
        {
            RunAsNonRoot = settings.RunAsNonRoot ?? true,
            RunAsUser = settings.RunAsUser ?? (settings.RunAsNonRoot == false ? null : User),
            ReadOnlyRootFilesystem = settings.ReadOnlyRootFilesystem ?? ReadOnlyRoot,
            AllowPrivilegeEscalation = settings.AllowPrivilegeEscalation ?? false,
            AddCapabilities = settings.AddCapabilities ?? [],
            WritablePaths = settings.WritablePaths ?? WritablePaths,
            Reason = reasons.Count == 0 ? null : $"aspirate.json: {string.Join("; ", reasons)}",
        };
    }
}
