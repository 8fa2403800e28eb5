using System.Text.Json;
using System.Text.RegularExpressions;
using Aspirate.Cli;
using Aspirate.Problems;
using Aspirate.Tools;

namespace Aspirate.Cluster;

/// <summary>Watches workloads come up, all at once, and explains what does not.</summary>
internal sealed partial class RolloutWatch(Kubectl kubectl, string application, TimeProvider time)
{
    private const string Watched = "deployments.apps,statefulsets.apps,jobs.batch,pods";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ObjectKey, string> _told = [];
    private readonly HashSet<string> _troubles = new(StringComparer.Ordinal);

    /// <exception cref="CommandFailedException">Something failed, or was not up in time; with events and last lines.</exception>
    public async Task UntilUpAsync(IReadOnlyCollection<ObjectKey> workloads, TimeSpan patience, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            using var document = await kubectl.ReadAsync(["get", Watched, "--selector", $"app.kubernetes.io/part-of={application}", "--ignore-not-found"], cancellation);
            var items = document.RootElement.GetProperty("items").EnumerateArray().ToList();
            var found = items.GroupBy(ObjectKey.Of).ToDictionary(g => (g.Key.Kind, g.Key.Name), g => WorkloadProgress.Of(g.First()));
            var progress = workloads.ToDictionary(w => w, w => found.GetValueOrDefault((w.Kind, w.Name)) ?? new(WorkloadStage.Waiting, "is not there yet"));
            await TellAsync(progress, items);
            var isLate = time.GetElapsedTime(began) >= patience;
            if (isLate || progress.Values.All(p => p.Stage != WorkloadStage.Waiting))
            {
                await ThrowIfAnyFailedAsync(progress, items, patience, cancellation);
                return;
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private async Task TellAsync(Dictionary<ObjectKey, WorkloadProgress> progress, List<JsonElement> items)
    {
        foreach (var (workload, now) in progress)
        {
            var text = now.Stage == WorkloadStage.Up ? $"up, {now.Text}" : now.Text;
            if (_told.GetValueOrDefault(workload) != text)
            {
                _told[workload] = text;
                await kubectl.Output.WriteLineAsync($"  {Target(workload)}: {text}");
            }
        }

        // Told when it is first seen: often it says long before the end of the wait that waiting is in vain.
        foreach (var pod in items.Where(i => Kind(i) == "Pod" && !i.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _)))
        {
            foreach (var trouble in PodTrouble.Of(pod).Select(t => $"  pod/{ObjectKey.Of(pod).Name}: {t}").Where(_troubles.Add))
            {
                await kubectl.Output.WriteLineAsync(trouble);
            }
        }
    }

    private async Task ThrowIfAnyFailedAsync(Dictionary<ObjectKey, WorkloadProgress> progress, List<JsonElement> items, TimeSpan patience, CancellationToken cancellation)
    {
        List<string> failed = [];
        foreach (var (workload, end) in progress.Where(p => p.Value.Stage != WorkloadStage.Up))
        {
            var why = end.Stage == WorkloadStage.Failed ? end.Text : $"not up after {patience.TotalSeconds:0} s: {end.Text}";
            failed.Add($"{Target(workload)}: {why}\n{await ExplainAsync(workload, items, cancellation)}");
        }

        if (failed.Count > 0)
        {
            throw new CommandFailedException(ExitCode.RolloutFailed, $"{failed.Count} did not come up:\n{string.Join('\n', failed)}");
        }
    }

    private async Task<string> ExplainAsync(ObjectKey workload, List<JsonElement> items, CancellationToken cancellation)
    {
        var owner = items.FirstOrDefault(i => ObjectKey.Of(i) is var key && key.Kind == workload.Kind && key.Name == workload.Name);
        var pods = owner.ValueKind == JsonValueKind.Undefined ? [] : items.Where(i => Kind(i) == "Pod" && IsPodOf(i, owner) && !IsReady(i)).ToList();
        var (_, events, _) = await kubectl.TryRunAsync(["get", "events", "--field-selector", "type=Warning", "--sort-by", ".lastTimestamp", "--output", "custom-columns=OBJECT:.involvedObject.name,REASON:.reason,MESSAGE:.message,KIND:.involvedObject.kind", "--no-headers"], cancellation);
        var own = events.Split('\n').Where(e => IsAbout(e, workload, pods)).Select(e => Spaces().Replace(e[..e.LastIndexOf(' ')].TrimEnd(), "  ")).TakeLast(10);
        List<string> lines = [.. pods.Select(p => $"pod/{ObjectKey.Of(p).Name}: {string.Join("; ", PodTrouble.Of(p).DefaultIfEmpty(PodTrouble.Unready(p)))}"), .. own.Select(e => $"event: {e}")];
        foreach (var pod in pods.Take(3))
        {
            lines.AddRange((await LastLinesAsync(ObjectKey.Of(pod).Name, cancellation)).Select(l => $"log: {l}"));
        }

        return Tool.Indent(lines.Count > 0 ? string.Join('\n', lines) : "The cluster tells nothing about it: no pod, no event.");
    }

    private async Task<IEnumerable<string>> LastLinesAsync(string pod, CancellationToken cancellation)
    {
        foreach (string[] which in new string[][] { [], ["--previous"] })
        {
            var (_, logs, _) = await kubectl.TryRunAsync(["logs", pod, "--all-containers", "--tail", "20", .. which], cancellation);
            if (!string.IsNullOrWhiteSpace(logs))
            {
                return logs.TrimEnd().Split('\n');
            }
        }

        return [];
    }

    // About its pods; without any, about what makes them, such as a ReplicaSet that a quota stops.
    private static bool IsAbout(string warning, ObjectKey workload, List<JsonElement> pods)
    {
        var name = warning.Split(' ')[0];
        return pods.Count > 0 && pods.Any(p => ObjectKey.Of(p).Name == name)
            || name == workload.Name && warning.TrimEnd().EndsWith(" " + workload.Kind, StringComparison.Ordinal)
            || pods.Count == 0 && name.StartsWith(workload.Name + "-", StringComparison.Ordinal);
    }

    // A pod carries every label that its owner selects by.
    private static bool IsPodOf(JsonElement pod, JsonElement owner)
    {
        if (!owner.GetProperty("spec").TryGetProperty("selector", out var selector) || !selector.TryGetProperty("matchLabels", out var wanted)
            || !pod.GetProperty("metadata").TryGetProperty("labels", out var labels))
        {
            return false;
        }

        return wanted.EnumerateObject().All(w => labels.TryGetProperty(w.Name, out var value) && value.GetString() == w.Value.GetString());
    }

    private static bool IsReady(JsonElement pod) =>
        StatusJson.Conditions(pod).Any(c => StatusJson.Field(c, "type") == "Ready" && StatusJson.Field(c, "status") == "True");

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    private static string? Kind(JsonElement item) => item.GetProperty("kind").GetString();

    private static string Target(ObjectKey workload) => $"{workload.Kind.ToLowerInvariant()}/{workload.Name}";
}
