using System.Text.Json;
using static Aspirate.Cluster.StatusJson;

namespace Aspirate.Cluster;

/// <summary>What keeps a pod from being ready, as far as its status tells.</summary>
internal static class PodTrouble
{
    // Every pod passes through these.
    private static readonly string[] Usual = ["ContainerCreating", "PodInitializing"];

    public static IEnumerable<string> Of(JsonElement pod)
    {
        if (!pod.TryGetProperty("status", out var status))
        {
            yield break;
        }

        foreach (var condition in Conditions(pod))
        {
            if (Field(condition, "type") == "PodScheduled" && Field(condition, "status") == "False")
            {
                yield return $"{Field(condition, "reason")}: {Field(condition, "message")}";
            }
        }

        foreach (var container in Items(status, "initContainerStatuses").Concat(Items(status, "containerStatuses")))
        {
            if (!container.TryGetProperty("state", out var state))
            {
                continue;
            }

            var name = Field(container, "name");
            if (state.TryGetProperty("waiting", out var waiting) && Field(waiting, "reason") is { } reason && !Usual.Contains(reason))
            {
                yield return $"{name}: {reason}{Behind(Field(waiting, "message"))}{LastEnd(container)}{WayOut(Field(waiting, "message"))}";
            }
            else if (state.TryGetProperty("terminated", out var ended) && ended.TryGetProperty("exitCode", out var code) && code.GetInt32() != 0)
            {
                yield return $"{name}: ended with exit code {code.GetInt32()} ({Field(ended, "reason")})";
            }
        }
    }

    /// <summary>How a pod stands that is not ready and has no trouble to tell of.</summary>
    public static string Unready(JsonElement pod) =>
        !pod.GetProperty("spec").TryGetProperty("nodeName", out _) ? "is not placed on a node yet"
        : pod.TryGetProperty("status", out var status) && Field(status, "phase") == "Running" ? "runs, but is not ready"
        : "is being set up";

    private static string LastEnd(JsonElement container) =>
        container.TryGetProperty("lastState", out var last) && last.TryGetProperty("terminated", out var ended) && ended.TryGetProperty("exitCode", out var code)
            ? $"; it ended with exit code {code.GetInt32()} ({Field(ended, "reason")})"
            : "";

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    private static string WayOut(string? message) => message is not null && message.Contains("runAsNonRoot", StringComparison.Ordinal)
        ? "; give security.runAsUser in aspirate.json, or let it run as root with security.runAsNonRoot false"
        : "";

    private static string Behind(string? message) => message is null ? "" : $": {message}";
}
