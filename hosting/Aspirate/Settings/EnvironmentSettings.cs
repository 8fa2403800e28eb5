namespace Aspirate.Settings;

/// <summary>What differs in one environment; it becomes an overlay.</summary>
public sealed record EnvironmentSettings
{
    public string? Namespace { get; init; }

    public string? ContainerImageTag { get; init; }

    public IngressDefaults Ingress { get; init; } = new();

    public IReadOnlyDictionary<string, ResourceSettings> Resources { get; init; } = new Dictionary<string, ResourceSettings>();
}
