namespace Aspirate.Settings;

/// <summary>Choices about one resource. What is null is left to hints and defaults.</summary>
public sealed record ResourceSettings
{
    public static readonly ResourceSettings None = new();

    public string? Image { get; init; }

    public BuildSettings Build { get; init; } = new();

    public int? Replicas { get; init; }

    public int? MaxReplicas { get; init; }

    public ComputeSettings Requests { get; init; } = new();

    public ComputeSettings Limits { get; init; } = new();

    /// <summary>Probes by type (startup, readiness, liveness); a null value switches the probe off.</summary>
    public IReadOnlyDictionary<string, ProbeSettings?> Probes { get; init; } = new Dictionary<string, ProbeSettings?>();

    public IngressSettings? Ingress { get; init; }

    public StorageSettings Storage { get; init; } = new();

    /// <summary>A cron schedule; the resource becomes a CronJob.</summary>
    public string? Schedule { get; init; }

    public SecuritySettings Security { get; init; } = new();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Environment variables added to, or put in place of, those of the manifest.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    public ResourceSettings Over(ResourceSettings below) => new()
    {
        Image = Image ?? below.Image,
        Build = Build.Over(below.Build),
        Replicas = Replicas ?? below.Replicas,
        MaxReplicas = MaxReplicas ?? below.MaxReplicas,
        Requests = Requests.Over(below.Requests),
        Limits = Limits.Over(below.Limits),
        Probes = Merge(Probes, below.Probes),
        Ingress = Ingress is null ? below.Ingress : below.Ingress is null ? Ingress : Ingress.Over(below.Ingress),
        Storage = Storage.Over(below.Storage),
        Schedule = Schedule ?? below.Schedule,
        Security = Security.Over(below.Security),
        Annotations = Merge(Annotations, below.Annotations),
        Env = Merge(Env, below.Env),
    };

    internal static Dictionary<string, T> Merge<T>(IReadOnlyDictionary<string, T> over, IReadOnlyDictionary<string, T> below)
    {
        var merged = new Dictionary<string, T>(below, StringComparer.Ordinal);
        foreach (var (key, value) in over)
        {
            merged[key] = value;
        }

        return merged;
    }
}
