using System.Globalization;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>Writes the pod of a workload.</summary>
internal sealed class PodBuilder(DeploymentModel model, Workload workload, WorkloadConfiguration configuration, IReadOnlyDictionary<string, string> jobNames)
{
    private const int DrainSeconds = 5;
    private const int GraceSeconds = 45;

    // Any group will do for the files of a volume; this is the one of .NET's images.
    private const int DefaultGroup = 1654;

    public YamlMap Template(string? track = null)
    {
        var annotations = workload.Annotations.Count == 0 ? null : AnnotationsOf(workload);
        return new()
        {
            {
                "metadata", new YamlMap
                {
                    { "labels", Labels.For(model, workload, track ?? Labels.TrackOf(workload)) },
                    { "annotations", annotations },
                }
            },
            { "spec", Spec() },
        };
    }

    public static YamlMap AnnotationsOf(Workload workload)
    {
        var map = new YamlMap();
        foreach (var (key, value) in workload.Annotations.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            map.Add(key, value);
        }

        return map;
    }

    private bool IsJob => workload.Role is WorkloadRole.Job or WorkloadRole.Scheduled;

    private YamlMap Spec()
    {
        var volumes = new YamlList();
        var mounts = new YamlList();
        Mounts(volumes, mounts);
        var init = new WaitContainers(model, workload, jobNames).Containers(volumes);
        return new()
        {
            { "serviceAccountName", workload.Name },
            { "automountServiceAccountToken", false },
            { "enableServiceLinks", false },
            { "restartPolicy", IsJob ? (YamlNode)"Never" : null },
            { "terminationGracePeriodSeconds", Drains ? GraceSeconds : null },
            { "imagePullSecrets", model.PullSecret is null ? null : new YamlList { new YamlMap { { "name", SharedObjects.PullSecretName } } } },
            { "securityContext", PodSecurity(), workload.Security.Reason },
            { "initContainers", init.Count == 0 ? null : init },
            { "containers", new YamlList { Container(mounts) } },
            { "topologySpreadConstraints", workload.Scales ? Spread() : null },
            { "volumes", volumes.Count == 0 ? null : volumes },
        };
    }

    private bool Drains => workload is { Role: WorkloadRole.Stateless, HasService: true };

    private YamlMap Container(YamlList mounts) => new()
    {
        { "name", workload.Name },
        { "image", workload.Image },
        { "imagePullPolicy", model.ImagePullPolicy },
        { "command", workload.Entrypoint is null ? null : new YamlList { WorkloadConfiguration.EscapeDollars(workload.Entrypoint) } },
        { "args", configuration.Args() },
        { "ports", workload.Ports.Count == 0 ? null : ContainerPorts() },
        { "envFrom", configuration.EnvFrom() },
        { "startupProbe", ProbeOf(workload.Startup) },
        { "readinessProbe", ProbeOf(workload.Readiness) },
        { "livenessProbe", ProbeOf(workload.Liveness) },
        {
            "lifecycle", Drains ? new YamlMap { { "preStop", new YamlMap { { "sleep", new YamlMap { { "seconds", DrainSeconds } } } } } } : null,
            "Keeps serving while the endpoint is taken out of the load balancing."
        },
        { "resources", ResourcesOf(workload) },
        { "securityContext", ContainerSecurity() },
        { "volumeMounts", mounts.Count == 0 ? null : mounts },
    };

    private YamlList ContainerPorts()
    {
        var list = new YamlList();
        foreach (var port in workload.Ports)
        {
            list.Add(new YamlMap
            {
                { "name", port.Name },
                { "containerPort", port.ContainerPort },
                { "protocol", port.Udp ? "UDP" : "TCP" },
            });
        }

        return list;
    }

    private static YamlMap? ProbeOf(Probe? probe)
    {
        if (probe is null)
        {
            return null;
        }

        var map = probe.HttpPath is null
            ? new YamlMap { { "tcpSocket", new YamlMap { { "port", probe.Port.Name } } } }
            : new YamlMap
            {
                {
                    "httpGet", new YamlMap
                    {
                        { "path", probe.HttpPath },
                        { "port", probe.Port.Name },
                        { "scheme", probe.Port.Tls ? (YamlNode)"HTTPS" : null },
                    }
                },
            };
        AddNumber(map, "initialDelaySeconds", probe.InitialDelaySeconds);
        AddNumber(map, "periodSeconds", probe.PeriodSeconds);
        AddNumber(map, "timeoutSeconds", probe.TimeoutSeconds);
        AddNumber(map, "failureThreshold", probe.FailureThreshold);
        AddNumber(map, "successThreshold", probe.SuccessThreshold);
        return map;
    }

    private static void AddNumber(YamlMap map, string key, int? number)
    {
        if (number is { } value)
        {
            map.Add(key, value);
        }
    }

    public static YamlMap? ResourcesOf(Workload workload)
    {
        var requests = Amounts(workload.Requests);
        var limits = Amounts(workload.Limits);
        return requests is null && limits is null ? null : new() { { "requests", requests }, { "limits", limits } };
    }

    private static YamlMap? Amounts(Settings.ComputeSettings amounts)
    {
        var map = new YamlMap
        {
            { "cpu", string.IsNullOrEmpty(amounts.Cpu) ? null : (YamlNode)amounts.Cpu },
            { "memory", string.IsNullOrEmpty(amounts.Memory) ? null : (YamlNode)amounts.Memory },
        };
        return map.Count == 0 ? null : map;
    }

    private YamlMap PodSecurity()
    {
        var security = workload.Security;
        var writes = workload.Volumes.Count > 0 || security.WritablePaths.Count > 0;
        var lowPort = security.RunAsNonRoot && workload.Ports.Any(p => p.ContainerPort < 1024);
        return new()
        {
            { "runAsNonRoot", security.RunAsNonRoot },
            { "runAsUser", security.RunAsUser is { } user ? user : null },
            { "runAsGroup", security.RunAsUser is > 0 and { } group ? group : null },
            { "fsGroup", writes ? security.RunAsUser is > 0 and { } owner ? owner : DefaultGroup : null },
            { "fsGroupChangePolicy", workload.Volumes.Count > 0 ? (YamlNode)"OnRootMismatch" : null },
            { "seccompProfile", new YamlMap { { "type", "RuntimeDefault" } } },
            {
                "sysctls", lowPort ? new YamlList { new YamlMap { { "name", "net.ipv4.ip_unprivileged_port_start" }, { "value", "0" } } } : null,
                "Lets a process that is not root listen below port 1024."
            },
        };
    }

    private YamlMap ContainerSecurity()
    {
        var security = workload.Security;
        return new()
        {
            { "allowPrivilegeEscalation", security.AllowPrivilegeEscalation },
            { "readOnlyRootFilesystem", security.ReadOnlyRootFilesystem },
            {
                "capabilities", new YamlMap
                {
                    { "drop", new YamlList { "ALL" } },
                    { "add", security.AddCapabilities.Count == 0 ? null : YamlList.Of(security.AddCapabilities) },
                }
            },
        };
    }

    public YamlList Spread() =>
    [
        new YamlMap
        {
            { "maxSkew", 1 },
            { "topologyKey", "kubernetes.io/hostname" },
            { "whenUnsatisfiable", "ScheduleAnyway" },
            { "labelSelector", new YamlMap { { "matchLabels", Labels.Selector(model, workload) } } },
        },
    ];

    private void Mounts(YamlList volumes, YamlList mounts)
    {
        foreach (var volume in workload.Volumes)
        {
            mounts.Add(new YamlMap { { "name", volume.Name }, { "mountPath", volume.Target }, { "readOnly", volume.ReadOnly ? true : null } });
        }

        foreach (var volume in workload.DistinctVolumes.Where(v => v.Shared || workload.Role != WorkloadRole.Stateful))
        {
            volumes.Add(new YamlMap
            {
                { "name", volume.Name },
                { "persistentVolumeClaim", new YamlMap { { "claimName", volume.StoreName } } },
            });
        }

        foreach (var files in workload.Files)
        {
            MountFiles(files, volumes, mounts);
        }

        var number = 0;
        foreach (var path in workload.Security.WritablePaths.Where(p => !workload.Volumes.Any(v => ContainerPath.Same(v.Target, p)) && !workload.Files.Any(f => ContainerPath.Same(f.Target, p))))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"scratch-{++number}");
            mounts.Add(new YamlMap { { "name", name }, { "mountPath", path } });
            volumes.Add(new YamlMap { { "name", name }, { "emptyDir", new YamlMap() } });
        }
    }

    private void MountFiles(MountedFiles files, YamlList volumes, YamlList mounts)
    {
        var source = new YamlMap { { "name", configuration.FilesName(files) } };
        if (files.SingleFile)
        {
            mounts.Add(new YamlMap { { "name", files.Name }, { "mountPath", files.Target }, { "subPath", files.Files[0].Key }, { "readOnly", true } });
        }
        else
        {
            mounts.Add(new YamlMap { { "name", files.Name }, { "mountPath", files.Target }, { "readOnly", true } });
            if (files.Files.Any(f => f.Key != f.RelativePath))
            {
                var items = new YamlList();
                foreach (var file in files.Files)
                {
                    items.Add(new YamlMap { { "key", file.Key }, { "path", file.RelativePath } });
                }

                source.Add("items", items);
            }
        }

        volumes.Add(new YamlMap { { "name", files.Name }, { "configMap", source } });
    }
}
