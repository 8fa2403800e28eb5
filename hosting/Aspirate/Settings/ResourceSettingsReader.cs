using System.Text.RegularExpressions;
using Aspirate.Hints;
using Aspirate.Json;
using Aspirate.Manifest;

namespace Aspirate.Settings;

/// <summary>Reads the settings of one resource.</summary>
internal static partial class ResourceSettingsReader
{
    private static readonly string[] ProbeTypes = ["startup", "readiness", "liveness"];
    private static readonly string[] AccessModes = ["ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany", "ReadWriteOncePod"];

    public static ResourceSettings Read(JsonCursor entry)
    {
        if (!KnownMembers.Check(entry, "image", "build", "replicas", "maxReplicas", "requests", "limits", "probes", "ingress", "storage", "schedule", "security", "annotations", "env"))
        {
            return ResourceSettings.None;
        }

        return new()
        {
            Image = entry.Text("image"),
            Build = BuildSettingsReader.Read(entry),
            Replicas = entry.Number("replicas", 0, 10_000),
            MaxReplicas = entry.Number("maxReplicas", 1, 10_000),
            Requests = ReadCompute(entry, "requests"),
            Limits = ReadCompute(entry, "limits"),
            Probes = ReadProbes(entry),
            Ingress = ReadIngress(entry),
            Storage = ReadStorage(entry),
            Schedule = ClusterNames.Schedule(entry, "schedule"),
            Security = ReadSecurity(entry),
            Annotations = ClusterNames.Annotations(entry, "annotations"),
            Env = SettingsReader.TextMap(entry, "env"),
        };
    }

    private static ComputeSettings ReadCompute(JsonCursor entry, string member)
    {
        if (!entry.TryGet(member, out var compute) || !KnownMembers.Check(compute, "cpu", "memory"))
        {
            return new();
        }

        string? Quantity(string name)
        {
            var text = compute.Text(name);
            if (text is { Length: > 0 } && !ComputeQuantity().IsMatch(text))
            {
                compute.Report(name, "must be a quantity such as 250m, 2 or 512Mi; an empty string means none.");
                return null;
            }

            return text;
        }

        return new(Quantity("cpu"), Quantity("memory"));
    }

    private static Dictionary<string, ProbeSettings?> ReadProbes(JsonCursor entry)
    {
        Dictionary<string, ProbeSettings?> probes = new(StringComparer.Ordinal);
        if (!entry.TryGet("probes", out var list))
        {
            return probes;
        }

        foreach (var (type, probe) in list.Members())
        {
            if (!ProbeTypes.Contains(type))
            {
                probe.Report($"is not a probe; the probes are {string.Join(", ", ProbeTypes)}.");
            }
            else if (probe.Element.ValueKind == System.Text.Json.JsonValueKind.False)
            {
                probes[type] = null;
            }
            else if (KnownMembers.Check(probe, "path", "endpoint", "initialDelaySeconds", "periodSeconds", "timeoutSeconds", "failureThreshold", "successThreshold"))
            {
                probes[type] = new(
                    ClusterNames.ProbePath(probe, "path"),
                    probe.Text("endpoint"),
                    probe.Number("initialDelaySeconds", 0, 86_400),
                    probe.Number("periodSeconds", 1, 86_400),
                    probe.Number("timeoutSeconds", 1, 86_400),
                    probe.Number("failureThreshold", 1, 100_000),
                    ReadSuccessThreshold(probe, type));
            }
        }

        return probes;
    }

    // Kubernetes takes another number for readiness alone.
    private static int? ReadSuccessThreshold(JsonCursor probe, string type)
    {
        var number = probe.Number("successThreshold", 1, 100_000);
        if (type != "readiness" && number is > 1)
        {
            probe.Report("successThreshold", $"must be 1 for a {type} probe; only readiness can ask for several successes.");
        }

        return number;
    }

    private static IngressSettings? ReadIngress(JsonCursor entry)
    {
        if (!entry.TryGet("ingress", out var ingress) || !KnownMembers.Check(ingress, "enabled", "host", "path", "class", "clusterIssuer", "issuer", "tlsSecret", "annotations"))
        {
            return null;
        }

        return new()
        {
            Enabled = ingress.Flag("enabled"),
            Host = ClusterNames.Host(ingress, "host"),
            Path = ClusterNames.Route(ingress, "path"),
            Class = ClusterNames.Object(ingress, "class"),
            ClusterIssuer = ClusterNames.Object(ingress, "clusterIssuer"),
            Issuer = ClusterNames.Object(ingress, "issuer"),
            TlsSecret = ClusterNames.Object(ingress, "tlsSecret"),
            Annotations = ClusterNames.Annotations(ingress, "annotations"),
        };
    }

    private static StorageSettings ReadStorage(JsonCursor entry)
    {
        if (!entry.TryGet("storage", out var storage) || !KnownMembers.Check(storage, "size", "class", "accessMode", "volumes"))
        {
            return new();
        }

        var size = storage.Text("size");
        if (size is not null && !HintsReader.StorageQuantity().IsMatch(size))
        {
            storage.Report("size", "must be a quantity such as 500Mi or 10Gi.");
        }

        var mode = storage.Text("accessMode");
        if (mode is not null && !AccessModes.Contains(mode))
        {
            storage.Report("accessMode", $"must be one of {string.Join(", ", AccessModes)}.");
        }

        return new(size, ClusterNames.Object(storage, "class"), mode) { Volumes = MountReader.ReadNamedVolumes(storage, targetRequired: true) };
    }

    private static SecuritySettings ReadSecurity(JsonCursor entry)
    {
        if (!entry.TryGet("security", out var security)
            || !KnownMembers.Check(security, "runAsNonRoot", "runAsUser", "readOnlyRootFilesystem", "allowPrivilegeEscalation", "addCapabilities", "writablePaths"))
        {
            return new();
        }

        return new()
        {
            RunAsNonRoot = security.Flag("runAsNonRoot"),
            RunAsUser = security.Number("runAsUser", 0, int.MaxValue),
            ReadOnlyRootFilesystem = security.Flag("readOnlyRootFilesystem"),
            AllowPrivilegeEscalation = security.Flag("allowPrivilegeEscalation"),
            AddCapabilities = CheckedTexts(security, "addCapabilities", c => Capability().IsMatch(c) && !c.StartsWith("CAP_", StringComparison.Ordinal) ? null : "is not the name of a capability as Kubernetes writes it, without CAP_, such as NET_BIND_SERVICE or ALL.")?.Distinct().ToList(),
            WritablePaths = CheckedTexts(security, "writablePaths", ClusterNames.AbsolutePathFault)?.Select(Model.ContainerPath.Normal).Distinct().ToList(),
        };
    }

    private static List<string>? CheckedTexts(JsonCursor parent, string member, Func<string, string?> fault)
    {
        if (!parent.TryGet(member, out var list))
        {
            return null;
        }

        List<string> texts = [];
        foreach (var item in list.Items())
        {
            if (item.AsText() is { } text)
            {
                texts.Add(text);
                if (fault(text) is { } message)
                {
                    item.Report(message);
                }
            }
        }

        return texts;
    }

    [GeneratedRegex("^[A-Z][A-Z_]*$")]
    private static partial Regex Capability();

    [GeneratedRegex(@"^[0-9]+(\.[0-9]+)?(m|Ki|Mi|Gi|Ti|k|M|G|T)?$")]
    private static partial Regex ComputeQuantity();
}
