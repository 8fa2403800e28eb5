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
        var revisions = plan.Steps.Any(s => s.Action == "delete" && IsConfiguration(s.Object)) ? await RevisionsAsync(application, cancellation) : "";
        return new([.. plan.Steps.Where(s => s.Action != "delete" || !IsKept(s.Object, revisions))]);
    }

    public async Task ApplyAsync(string rendered, ClusterPlan plan, CancellationToken cancellation)
    {
        if (plan.Steps.FirstOrDefault(s => s is { Action: "create", Object.Kind: NamespaceKind }) is { } place && !HasNamespace(rendered))
        {
            await kubectl.RunAsync(["create", "namespace", place.Object.Name], cancellation, show: true);
        }

        await kubectl.RunAsync(["apply", "--server-side", "--force-conflicts", "--field-manager", FieldManager, "--filename", "-"], cancellation, rendered, show: true);
    }

    /// <summary>Takes away what the plan deletes. Only after everything new is up: until then the old needs what is its own.</summary>
    public Task CleanAsync(ClusterPlan plan, CancellationToken cancellation) =>
        DeleteAsync([.. plan.Steps.Where(s => s.Action == "delete").Select(s => s.Object)], ["--wait=false"], cancellation);

    public async Task<IReadOnlyList<ObjectKey>> FindAsync(string application, CancellationToken cancellation)
    {
        var selector = $"app.kubernetes.io/managed-by in (aspirate,aspirate-rollout),app.kubernetes.io/part-of={application}";
        var objects = await LiveAsync(Kinds, selector, cancellation);
        // A canary may have one; a cluster without the Gateway API does not know the kind.
        var (exitCode, routes, _) = await kubectl.TryRunAsync(["get", "httproutes.gateway.networking.k8s.io", "--selector", selector, "--ignore-not-found", "--output", "json"], cancellation);
        if (exitCode == 0 && !string.IsNullOrWhiteSpace(routes))
        {
            using var document = JsonDocument.Parse(routes);
            return [.. Items(document).Keys, .. objects.Keys];
        }

        return [.. objects.Keys];
    }

    public Task DestroyAsync(IReadOnlyList<ObjectKey> objects, CancellationToken cancellation) => DeleteAsync(objects, [], cancellation);

    private async Task DeleteAsync(IReadOnlyList<ObjectKey> objects, IEnumerable<string> more, CancellationToken cancellation)
    {
        // A call for many of them: each takes its time to find out what the cluster knows.
        foreach (var batch in objects.Chunk(100))
        {
            await kubectl.RunAsync(["delete", "--ignore-not-found", .. more, .. batch.Select(o => $"{o.Kind}/{o.Name}")], cancellation, show: true);
        }
    }

    // What a revision that can be gone back to refers to stays as long as the revision.
    private static bool IsKept(ObjectKey item, string revisions) =>
        item.Kind is NamespaceKind or "PersistentVolumeClaim"
        || (IsConfiguration(item) && revisions.Contains($"\"{item.Name}\"", StringComparison.Ordinal));

    private static bool IsConfiguration(ObjectKey item) => item.Kind is "ConfigMap" or "Secret";

    private Task<string> RevisionsAsync(string application, CancellationToken cancellation) =>
        kubectl.RunAsync(["get", "replicasets.apps,controllerrevisions.apps", "--selector", $"app.kubernetes.io/part-of={application}", "--output", "json"], cancellation);

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
            throw new CommandFailedException(ExitCode.ToolFailed, $"The cluster refuses the objects:\n{Tools.Tool.Indent(error)}{WayOut(error)}");
        }

        using var local = await kubectl.ReadAsync(["apply", "--dry-run=client", "--filename", "-"], cancellation, rendered);
        var items = Items(local);
        if (!HasNamespace(rendered) && kubectl.Namespace is { } place)
        {
            items = new([new(new(NamespaceKind, null, place), default), .. items]);
        }

        return items;
    }

    private static string WayOut(string error) =>
        error.Contains("immutable", StringComparison.Ordinal) || error.Contains("updates to statefulset spec", StringComparison.Ordinal)
            ? "\nOf an object that exists this cannot be changed. Delete it and apply again; its pods and volumes stay with: kubectl delete KIND NAME --cascade=orphan"
            : "";

    private static bool HasNamespace(string rendered) => $"\n{rendered}".Contains($"\nkind: {NamespaceKind}\n", StringComparison.Ordinal);

    private static Dictionary<ObjectKey, JsonElement> Items(JsonDocument document)
    {
        var root = document.RootElement;
        var items = root.TryGetProperty("items", out var list) ? list.EnumerateArray().ToList() : [root];
        return items.Select(i => i.Clone()).GroupBy(ObjectKey.Of).ToDictionary(g => g.Key, g => g.First());
    }
}
