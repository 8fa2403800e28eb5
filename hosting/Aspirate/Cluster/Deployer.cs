using System.Text.Json;
using Aspirate.Cli;
using Aspirate.Problems;

namespace Aspirate.Cluster;

/// <summary>Brings rendered objects to a cluster, watches them come up, and takes them away again.</summary>
internal sealed class Deployer(Kubectl kubectl)
{
    private const string FieldManager = "aspirate";
    private const string NamespaceKind = "Namespace";

    // Seen in a plan, but never deleted: claims hold data, and a namespace holds what others put there.
    private const string KeptKinds = "namespaces,persistentvolumeclaims";

    private const string Kinds = "deployments.apps,statefulsets.apps,jobs.batch,cronjobs.batch,services,ingresses.networking.k8s.io,configmaps,secrets,networkpolicies.networking.k8s.io,serviceaccounts,roles.rbac.authorization.k8s.io,rolebindings.rbac.authorization.k8s.io,poddisruptionbudgets.policy,horizontalpodautoscalers.autoscaling";

    public async Task<ClusterPlan> PlanAsync(string rendered, string application, CancellationToken cancellation)
    {
        // Objects of a running canary are the rollout's business, so they are not among the live ones here.
        var live = await LiveAsync($"{Kinds},{KeptKinds}", $"app.kubernetes.io/managed-by=aspirate,app.kubernetes.io/part-of={application}", cancellation);
        var wanted = await WantedAsync(rendered, cancellation);
        var plan = ClusterPlan.Compare(live, wanted);
        return new([.. plan.Steps.Where(s => s.Action != "delete" || s.Object.Kind is not (NamespaceKind or "PersistentVolumeClaim"))]);
    }

    public async Task ApplyAsync(string rendered, ClusterPlan plan, CancellationToken cancellation)
    {
        if (plan.Steps.FirstOrDefault(s => s is { Action: "create", Object.Kind: NamespaceKind }) is { } place && !HasNamespace(rendered))
        {
            await kubectl.RunAsync(["create", "namespace", place.Object.Name], cancellation, show: true);
        }

        await kubectl.RunAsync(["apply", "--server-side", "--force-conflicts", "--field-manager", FieldManager, "--filename", "-"], cancellation, rendered, show: true);
        await DeleteAsync([.. plan.Steps.Where(s => s.Action == "delete").Select(s => s.Object)], ["--wait=false"], cancellation);
    }

    /// <summary>Waits until everything is up. What does not come up is shown with its events and last lines.</summary>
    public async Task WatchAsync(ClusterPlan plan, int timeoutSeconds, CancellationToken cancellation)
    {
        List<string> failed = [];
        foreach (var step in plan.Steps.Where(s => s.Action != "delete" && s.Object.Kind is "Deployment" or "StatefulSet" or "Job"))
        {
            var target = $"{step.Object.Kind.ToLowerInvariant()}/{step.Object.Name}";
            await kubectl.Output.WriteLineAsync($"waiting for {target} ...");
            var complaint = step.Object.Kind == "Job" ? await JobEndAsync(target, timeoutSeconds, cancellation) : await RolloutEndAsync(target, timeoutSeconds, cancellation);
            if (complaint is not null)
            {
                failed.Add($"{target}: {complaint}\n{await ExplainAsync(step.Object, cancellation)}");
            }
        }

        if (failed.Count > 0)
        {
            throw new CommandFailedException(ExitCode.RolloutFailed, $"{failed.Count} did not come up:\n{string.Join('\n', failed)}");
        }
    }

    public async Task<IReadOnlyList<ObjectKey>> FindAsync(string application, CancellationToken cancellation) =>
        [.. (await LiveAsync(Kinds, $"app.kubernetes.io/managed-by in (aspirate,aspirate-rollout),app.kubernetes.io/part-of={application}", cancellation)).Keys];

    public Task DestroyAsync(IReadOnlyList<ObjectKey> objects, CancellationToken cancellation) => DeleteAsync(objects, [], cancellation);

    private async Task DeleteAsync(IReadOnlyList<ObjectKey> objects, IEnumerable<string> more, CancellationToken cancellation)
    {
        // A call for many of them: each takes its time to find out what the cluster knows.
        foreach (var batch in objects.Chunk(100))
        {
            await kubectl.RunAsync(["delete", "--ignore-not-found", .. more, .. batch.Select(o => $"{o.Kind}/{o.Name}")], cancellation, show: true);
        }
    }

    private async Task<string?> RolloutEndAsync(string target, int timeoutSeconds, CancellationToken cancellation)
    {
        var (exitCode, _, error) = await kubectl.TryRunAsync(["rollout", "status", target, $"--timeout={timeoutSeconds}s"], cancellation, show: true);
        return exitCode == 0 ? null : error.Trim();
    }

    // A job ends well or badly, and kubectl waits for one of the two at a time.
    private async Task<string?> JobEndAsync(string target, int timeoutSeconds, CancellationToken cancellation)
    {
        using var decided = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var complete = kubectl.TryRunAsync(["wait", "--for=condition=complete", $"--timeout={timeoutSeconds}s", target], decided.Token);
        var failed = kubectl.TryRunAsync(["wait", "--for=condition=failed", $"--timeout={timeoutSeconds}s", target], decided.Token);
        var first = await Task.WhenAny(complete, failed);
        var (exitCode, _, error) = await first;
        if (exitCode != 0 && first == failed)
        {
            // Nothing was told by this one: it timed out, or could not ask.
            (exitCode, _, error) = await complete;
            first = complete;
        }

        await decided.CancelAsync();
        await Task.WhenAny(Task.WhenAll(complete, failed));
        cancellation.ThrowIfCancellationRequested();
        return (exitCode, first == complete) switch
        {
            (0, true) => null,
            (0, false) => "the job failed",
            _ => error.Trim(),
        };
    }

    private async Task<string> ExplainAsync(ObjectKey item, CancellationToken cancellation)
    {
        var (_, events, _) = await kubectl.TryRunAsync(["get", "events", "--field-selector", "type=Warning", "--sort-by", ".lastTimestamp", "--output", "custom-columns=OBJECT:.involvedObject.name,REASON:.reason,MESSAGE:.message", "--no-headers"], cancellation);
        var own = events.Split('\n').Where(e => e.StartsWith(item.Name, StringComparison.Ordinal)).TakeLast(10);
        var (_, logs, _) = await kubectl.TryRunAsync(["logs", $"{item.Kind.ToLowerInvariant()}/{item.Name}", "--all-containers", "--tail", "20"], cancellation);
        return $"  events:\n{Tools.Tool.Indent(Tools.Tool.Indent(string.Join('\n', own)))}\n  last lines:\n{Tools.Tool.Indent(Tools.Tool.Indent(logs))}";
    }

    private async Task<Dictionary<ObjectKey, JsonElement>> LiveAsync(string kinds, string selector, CancellationToken cancellation)
    {
        using var document = await kubectl.ReadAsync(["get", kinds, "--selector", selector, "--ignore-not-found"], cancellation);
        return Items(document);
    }

    private async Task<Dictionary<ObjectKey, JsonElement>> WantedAsync(string rendered, CancellationToken cancellation)
    {
        var (exitCode, text, error) = await kubectl.TryRunAsync(["apply", "--server-side", "--force-conflicts", "--dry-run=server", "--field-manager", FieldManager, "--filename", "-", "--output", "json"], cancellation, rendered);
        if (exitCode == 0)
        {
            using var document = JsonDocument.Parse(text);
            return Items(document);
        }

        // In a namespace that is yet to be made the server can check nothing; then everything is new.
        if (!error.Contains("namespaces", StringComparison.Ordinal) || !error.Contains("not found", StringComparison.Ordinal))
        {
            throw new CommandFailedException(ExitCode.ToolFailed, $"The cluster refuses the objects:\n{Tools.Tool.Indent(error)}");
        }

        using var local = await kubectl.ReadAsync(["apply", "--dry-run=client", "--filename", "-"], cancellation, rendered);
        var items = Items(local);
        if (!HasNamespace(rendered) && kubectl.Namespace is { } place)
        {
            items = new([new(new(NamespaceKind, null, place), default), .. items]);
        }

        return items;
    }

    private static bool HasNamespace(string rendered) => $"\n{rendered}".Contains($"\nkind: {NamespaceKind}\n", StringComparison.Ordinal);

    private static Dictionary<ObjectKey, JsonElement> Items(JsonDocument document)
    {
        var root = document.RootElement;
        var items = root.TryGetProperty("items", out var list) ? list.EnumerateArray().ToList() : [root];
        return items.Select(i => i.Clone()).GroupBy(ObjectKey.Of).ToDictionary(g => g.Key, g => g.First());
    }
}
