using System.Text.Json;
using static Aspirate.Cluster.StatusJson;

namespace Aspirate.Cluster;

internal enum WorkloadStage
{
    Waiting,
    Up,
    Failed,
}

/// <summary>How far a Deployment, StatefulSet or Job has come, by its status.</summary>
internal sealed record WorkloadProgress(WorkloadStage Stage, string Text)
{
    public static WorkloadProgress Of(JsonElement workload) => workload.GetProperty("kind").GetString() switch
    {
        "Job" => OfJob(workload),
        "StatefulSet" => OfStatefulSet(workload),
        _ => OfDeployment(workload),
    };

    // The same order of questions as `kubectl rollout status` asks them.
    private static WorkloadProgress OfDeployment(JsonElement workload)
    {
        if (!IsObserved(workload))
        {
            return new(WorkloadStage.Waiting, "not seen by its controller yet");
        }

        if (Condition(workload, "Progressing") is { } progressing && Field(progressing, "reason") == "ProgressDeadlineExceeded")
        {
            return new(WorkloadStage.Failed, Field(progressing, "message") ?? "made no progress in time");
        }

        var wanted = Wanted(workload);
        var updated = Number(workload, "updatedReplicas");
        var available = Number(workload, "availableReplicas");
        return updated < wanted ? new(WorkloadStage.Waiting, $"{updated} of {wanted} pods are new")
            : Number(workload, "replicas") > updated ? new(WorkloadStage.Waiting, $"{Number(workload, "replicas") - updated} old pods are going")
            : available < updated ? new(WorkloadStage.Waiting, $"{available} of {updated} pods are ready")
            : new(WorkloadStage.Up, $"{available} of {wanted} pods are ready");
    }

    private static WorkloadProgress OfStatefulSet(JsonElement workload)
    {
        var wanted = Wanted(workload);
        var ready = Number(workload, "readyReplicas");
        return !IsObserved(workload) ? new(WorkloadStage.Waiting, "not seen by its controller yet")
            : ready < wanted ? new(WorkloadStage.Waiting, $"{ready} of {wanted} pods are ready")
            : Status(workload, "updateRevision") != Status(workload, "currentRevision") ? new(WorkloadStage.Waiting, $"{Number(workload, "updatedReplicas")} of {wanted} pods are new")
            : new(WorkloadStage.Up, $"{ready} of {wanted} pods are ready");
    }

    private static WorkloadProgress OfJob(JsonElement workload) =>
        Condition(workload, "Failed") is { } failed ? new(WorkloadStage.Failed, $"the job failed: {Field(failed, "message") ?? Field(failed, "reason") ?? "it says not why"}")
        : Condition(workload, "Complete") is not null ? new(WorkloadStage.Up, "completed")
        : new(WorkloadStage.Waiting, "has not completed");

    private static bool IsObserved(JsonElement workload) =>
        Number(workload, "observedGeneration") >= (workload.GetProperty("metadata").TryGetProperty("generation", out var generation) ? generation.GetInt64() : 0);

    private static long Wanted(JsonElement workload) =>
        workload.TryGetProperty("spec", out var spec) && spec.TryGetProperty("replicas", out var replicas) ? replicas.GetInt64() : 1;

    private static long Number(JsonElement workload, string field) =>
        workload.TryGetProperty("status", out var status) && status.TryGetProperty(field, out var value) ? value.GetInt64() : 0;

    private static string? Status(JsonElement workload, string field) => workload.TryGetProperty("status", out var status) ? Field(status, field) : null;

    /// <summary>A condition that tells how things stand: true ones, and that of the progress, which is false when there is none.</summary>
    private static JsonElement? Condition(JsonElement workload, string type)
    {
        foreach (var condition in Conditions(workload))
        {
            if (Field(condition, "type") == type && (type == "Progressing" || Field(condition, "status") == "True"))
            {
                return condition;
            }
        }

        return null;
    }
}
