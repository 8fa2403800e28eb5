using System.Text;
using System.Text.Json;
using Aspirate.Model;
using Aspirate.Naming;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>Objects that belong to no workload alone, and the account of each workload.</summary>
internal static class SharedObjects
{
    public const string PullSecretName = "registry-credentials";

    public static IEnumerable<ClusterObject> Build(DeploymentModel model)
    {
        if (model.PullSecret is { } pull)
        {
            yield return new(null, "registry-credentials.yaml", PullSecretObject(model, pull));
        }

        HashSet<string> claims = new(StringComparer.Ordinal);
        foreach (var workload in model.Workloads)
        {
            foreach (var volume in workload.DistinctVolumes.Where(v => v.Shared || workload.Role != WorkloadRole.Stateful))
            {
                var name = volume.StoreName;
                if (claims.Add(name))
                {
                    yield return new(null, $"volume-{name}.yaml", new()
                    {
                        { "apiVersion", "v1" },
                        { "kind", "PersistentVolumeClaim" },
                        { "metadata", Labels.Metadata(model, null, name) },
                        { "spec", ClaimSpec(volume), volume.Shared ? "Several workloads use this volume; the storage class must allow its access mode." : null },
                    });
                }
            }
        }
    }

    public static IEnumerable<ClusterObject> Account(DeploymentModel model, Workload workload, IReadOnlyDictionary<string, string> jobNames)
    {
        yield return new(workload, "serviceaccount.yaml", new()
        {
            { "apiVersion", "v1" },
            { "kind", "ServiceAccount" },
            { "metadata", Labels.Metadata(model, workload, workload.Name) },
            { "automountServiceAccountToken", false },
        });
        var jobs = workload.Waits.Where(w => w.ForCompletion).Select(w => jobNames[w.Workload]).ToList();
        if (jobs.Count == 0)
        {
            yield break;
        }

        var name = NameTable.Derive(workload.Name, "-job-reader");
        yield return new(workload, "role.yaml", new()
        {
            { "apiVersion", "rbac.authorization.k8s.io/v1" },
            { "kind", "Role" },
            { "metadata", Labels.Metadata(model, workload, name) },
            {
                "rules", new YamlList
                {
                    new YamlMap
                    {
                        { "apiGroups", new YamlList { "batch" } },
                        { "resources", new YamlList { "jobs" } },
                        { "resourceNames", YamlList.Of(jobs) },
                        { "verbs", new YamlList { "get", "list", "watch" } },
                    },
                }
            },
        });
        yield return new(workload, "rolebinding.yaml", new()
        {
            { "apiVersion", "rbac.authorization.k8s.io/v1" },
            { "kind", "RoleBinding" },
            { "metadata", Labels.Metadata(model, workload, name) },
            { "roleRef", new YamlMap { { "apiGroup", "rbac.authorization.k8s.io" }, { "kind", "Role" }, { "name", name } } },
            {
                "subjects", new YamlList { new YamlMap { { "kind", "ServiceAccount" }, { "name", workload.Name }, { "namespace", model.Namespace ?? "default" } } },
                model.Namespace is null ? "For another namespace say so in aspirate.json or to aspirate apply; kubectl's own --namespace does not reach this one." : null
            },
        });
    }

    public static YamlMap ClaimSpec(WorkloadVolume volume) => new()
    {
        { "accessModes", new YamlList { volume.AccessMode } },
        { "storageClassName", volume.Class },
        { "resources", new YamlMap { { "requests", new YamlMap { { "storage", volume.Size } } } } },
    };

    private static YamlMap PullSecretObject(DeploymentModel model, PullSecret pull)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{pull.Username}:{pull.Password}"));
        string Json(string text) => JsonEncodedText.Encode(text).ToString();
        var entry = $"\"username\":\"{Json(pull.Username)}\",\"password\":\"{Json(pull.Password)}\",\"email\":\"{Json(pull.Email)}\",\"auth\":\"{credentials}\"";
        var config = "{\"auths\":{\"" + Json(pull.Url) + "\":{" + entry + "}}}";
        return new()
        {
            { "apiVersion", "v1" },
            { "kind", "Secret" },
            { "metadata", Labels.Metadata(model, null, PullSecretName) },
            { "type", "kubernetes.io/dockerconfigjson" },
            { "data", new YamlMap { { ".dockerconfigjson", Convert.ToBase64String(Encoding.UTF8.GetBytes(config)) } } },
        };
    }
}
