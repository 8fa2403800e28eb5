using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>The standard labels, and the few of them that select.</summary>
internal static class Labels
{
    public const string Name = "app.kubernetes.io/name";
    public const string Instance = "app.kubernetes.io/instance";
    public const string PartOf = "app.kubernetes.io/part-of";
    public const string ManagedBy = "app.kubernetes.io/managed-by";
    public const string Component = "app.kubernetes.io/component";
    public const string Track = "track";
    public const string Aspirate = "aspirate";

    public static YamlMap For(DeploymentModel model, Workload? workload, string? track = null) => new()
    {
        { Name, workload?.Name ?? model.Name },
        { Instance, model.Name },
        { PartOf, model.Name },
        { Component, workload is null ? null : ComponentOf(workload) },
        { ManagedBy, Aspirate },
        { Track, track },
    };

    /// <summary>What selects a workload's pods. A stateless one is told apart from its canary by its track.</summary>
    public static YamlMap Selector(DeploymentModel model, Workload workload, string? track = null) => new()
    {
        { Name, workload.Name },
        { Instance, model.Name },
        { Track, track ?? TrackOf(workload) },
    };

    public static string? TrackOf(Workload workload) => workload.Role == WorkloadRole.Stateless ? "stable" : null;

    public static YamlMap Metadata(DeploymentModel model, Workload? workload, string name) => new()
    {
        { "name", name },
        { "labels", For(model, workload) },
    };

    private static string ComponentOf(Workload workload) => workload.Role switch
    {
        WorkloadRole.Stateful => "store",
        WorkloadRole.Job or WorkloadRole.Scheduled => "job",
        _ => "service",
    };
}
