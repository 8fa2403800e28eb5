using System.Globalization;
using System.Text.Json.Nodes;
using Aspirate.Naming;

namespace Aspirate.Rollout;

/// <summary>Makes the objects of a canary out of those of the stable service. Pure: objects in, objects out.</summary>
internal static class CanaryObjects
{
    public const string ManagedBy = "aspirate-rollout";
    private const string Track = "track";
    private const string Canary = "canary";
    private const string Nginx = "nginx.ingress.kubernetes.io/";

    private static readonly string[] ServerFields = ["managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "annotations", "ownerReferences"];

    public static string NameOf(string service) => NameTable.Derive(service, "-canary");

    /// <summary>As many pods as the weight asks for, at least one.</summary>
    public static int Replicas(int stable, int weight) => Math.Max(1, (int)Math.Ceiling(stable * weight / 100.0));

    public static JsonObject Deployment(JsonObject stable, string image, int weight)
    {
        var service = Name(stable);
        var canary = Named(stable, NameOf(service));
        var spec = canary["spec"]!.AsObject();
        spec["replicas"] = Replicas((int?)stable["spec"]!["replicas"] ?? 1, weight);
        spec["selector"]!["matchLabels"]![Track] = Canary;
        var template = spec["template"]!.AsObject();
        template["metadata"]!["labels"]![Track] = Canary;
        Container(template, service)["image"] = image;
        return canary;
    }

    public static JsonObject Service(JsonObject stable)
    {
        var canary = Named(stable, NameOf(Name(stable)));
        var spec = canary["spec"]!.AsObject();
        // Addresses and node ports belong to the stable Service.
        foreach (var field in new[] { "clusterIP", "clusterIPs", "healthCheckNodePort" })
        {
            spec.Remove(field);
        }

        foreach (var port in spec["ports"]!.AsArray())
        {
            port!.AsObject().Remove("nodePort");
        }

        spec["type"] = "ClusterIP";
        spec["selector"]![Track] = Canary;
        return canary;
    }

    public static JsonObject Ingress(JsonObject stable, string service, int weight)
    {
        var canary = Named(stable, NameOf(service));
        var annotations = new JsonObject
        {
            [Nginx + "canary"] = "true",
            [Nginx + "canary-weight"] = weight.ToString(CultureInfo.InvariantCulture),
        };
        // The certificate is the stable Ingress's affair, so nothing of cert-manager is taken over.
        foreach (var (key, value) in stable["metadata"]!["annotations"]?.AsObject() ?? [])
        {
            if (key is Nginx + "backend-protocol" or Nginx + "force-ssl-redirect")
            {
                annotations[key] = value!.DeepClone();
            }
        }

        canary["metadata"]!["annotations"] = annotations;
        foreach (var rule in canary["spec"]!["rules"]!.AsArray())
        {
            foreach (var path in rule!["http"]!["paths"]!.AsArray())
            {
                path!["backend"]!["service"]!["name"] = NameOf(service);
            }
        }

        return canary;
    }

    /// <summary>A Gateway API route that shares requests out by weight. <paramref name="gateway"/> is NAME or NAMESPACE/NAME.</summary>
    public static JsonObject Route(JsonObject stableService, JsonObject? ingress, string gateway, int weight)
    {
        var service = Name(stableService);
        var port = stableService["spec"]!["ports"]![0]!["port"]!;
        var parent = gateway.Split('/', 2);
        var reference = parent.Length == 2 ? new JsonObject { ["namespace"] = parent[0], ["name"] = parent[1] } : new JsonObject { ["name"] = parent[0] };
        var route = Named(stableService, NameOf(service));
        route["apiVersion"] = "gateway.networking.k8s.io/v1";
        route["kind"] = "HTTPRoute";
        var hosts = new JsonArray([.. (ingress?["spec"]?["rules"]?.AsArray() ?? []).Select(r => r!["host"]?.DeepClone()).Where(h => h is not null)]);
        var spec = new JsonObject { ["parentRefs"] = new JsonArray(reference) };
        if (hosts.Count > 0)
        {
            spec["hostnames"] = hosts;
        }

        spec["rules"] = new JsonArray(new JsonObject
        {
            ["matches"] = new JsonArray(new JsonObject { ["path"] = new JsonObject { ["type"] = "PathPrefix", ["value"] = "/" } }),
            ["backendRefs"] = new JsonArray(Backend(service, port, 100 - weight), Backend(NameOf(service), port, weight)),
        });
        route["spec"] = spec;
        return route;
    }

    /// <summary>The stable Deployment with another image; everything else stays.</summary>
    public static JsonObject Promoted(JsonObject stable, string image)
    {
        var promoted = Clean(stable);
        Container(promoted["spec"]!["template"]!.AsObject(), Name(stable))["image"] = image;
        return promoted;
    }

    public static string ImageOf(JsonObject deployment, string service) =>
        (string)Container(deployment["spec"]!["template"]!.AsObject(), service)["image"]!;

    public static string Name(JsonObject item) => (string)item["metadata"]!["name"]!;

    private static JsonObject Backend(string name, JsonNode port, int weight) => new()
    {
        ["name"] = name,
        ["port"] = port.DeepClone(),
        ["weight"] = weight,
    };

    private static JsonObject Container(JsonObject template, string service)
    {
        var containers = template["spec"]!["containers"]!.AsArray();
        return (containers.FirstOrDefault(c => (string?)c!["name"] == service) ?? containers[0])!.AsObject();
    }

    private static JsonObject Named(JsonObject stable, string name)
    {
        var copy = Clean(stable);
        var metadata = copy["metadata"]!.AsObject();
        metadata["name"] = name;
        metadata["labels"]!["app.kubernetes.io/managed-by"] = ManagedBy;
        metadata["labels"]![Track] = Canary;
        return copy;
    }

    /// <summary>An object without what the server adds to it.</summary>
    public static JsonObject Clean(JsonObject item)
    {
        var copy = item.DeepClone().AsObject();
        copy.Remove("status");
        var metadata = copy["metadata"]!.AsObject();
        foreach (var field in ServerFields)
        {
            metadata.Remove(field);
        }

        metadata["labels"] ??= new JsonObject();
        return copy;
    }
}
