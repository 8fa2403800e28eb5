using System.Globalization;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>
/// Init containers that wait. A Service answers as soon as one of its pods is ready, so trying its port is enough;
/// the end of a job is asked of the API server, with a token that only this one container gets.
/// </summary>
internal sealed class WaitContainers(DeploymentModel model, Workload workload, IReadOnlyDictionary<string, string> jobNames)
{
    private const string TokenVolume = "job-reader-token";
    private const string TokenFolder = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const int WaiterUser = 65532;

    public YamlList Containers(YamlList volumes)
    {
        var list = new YamlList();
        var number = 0;
        foreach (var wait in workload.Waits)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"wait-{++number}");
            list.Add(wait.ForCompletion ? JobWaiter(name, wait) : PortWaiter(name, wait));
        }

        if (workload.Waits.Any(w => w.ForCompletion))
        {
            volumes.Add(TokenSource());
        }

        return list;
    }

    private YamlMap PortWaiter(string name, Wait wait)
    {
        var port = wait.Port!.ServicePort.ToString(CultureInfo.InvariantCulture);
        return new()
        {
            { "name", name },
            { "image", model.WaitImage },
            {
                "command", new YamlList
                {
                    "sh",
                    "-c",
                    $"until nc -z -w 2 {wait.Workload} {port}; do echo waiting for {wait.Workload}:{port}; sleep 1; done",
                }
            },
            { "resources", Small("16Mi", "32Mi") },
            { "securityContext", Locked() },
        };
    }

    private YamlMap JobWaiter(string name, Wait wait) => new()
    {
        { "name", name },
        { "image", model.KubectlImage },
        { "command", new YamlList { "kubectl", "wait", "--for=condition=complete", "--timeout=-1s", $"job/{jobNames[wait.Workload]}" } },
        { "resources", Small("64Mi", "128Mi") },
        { "securityContext", Locked() },
        { "volumeMounts", new YamlList { new YamlMap { { "name", TokenVolume }, { "mountPath", TokenFolder }, { "readOnly", true } } } },
    };

    private static YamlMap Locked() => new()
    {
        { "runAsNonRoot", true },
        { "runAsUser", WaiterUser },
        { "allowPrivilegeEscalation", false },
        { "readOnlyRootFilesystem", true },
        { "capabilities", new YamlMap { { "drop", new YamlList { "ALL" } } } },
    };

    private static YamlMap Small(string request, string limit) => new()
    {
        { "requests", new YamlMap { { "cpu", "10m" }, { "memory", request } } },
        { "limits", new YamlMap { { "cpu", "100m" }, { "memory", limit } } },
    };

    private static YamlMap TokenSource() => new()
    {
        { "name", TokenVolume },
        {
            "projected", new YamlMap
            {
                {
                    "sources", new YamlList
                    {
                        new YamlMap { { "serviceAccountToken", new YamlMap { { "path", "token" }, { "expirationSeconds", 3600 } } } },
                        new YamlMap
                        {
                            {
                                "configMap", new YamlMap
                                {
                                    { "name", "kube-root-ca.crt" },
                                    { "items", new YamlList { new YamlMap { { "key", "ca.crt" }, { "path", "ca.crt" } } } },
                                }
                            },
                        },
                        new YamlMap
                        {
                            {
                                "downwardAPI", new YamlMap
                                {
                                    {
                                        "items", new YamlList
                                        {
                                            new YamlMap { { "path", "namespace" }, { "fieldRef", new YamlMap { { "apiVersion", "v1" }, { "fieldPath", "metadata.namespace" } } } },
                                        }
                                    },
                                }
                            },
                        },
                    }
                },
            }
        },
    };
}
