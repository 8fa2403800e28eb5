using Aspirate.Model;
using Aspirate.Naming;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>How a workload is reached: Services, Ingress, and the policy that lets nobody else in.</summary>
internal static class NetworkObjects
{
    public static IEnumerable<ClusterObject> Build(DeploymentModel model, Workload workload)
    {
        if (workload.HasService)
        {
            yield return new(workload, "service.yaml", Service(model, workload, workload.Name, workload.Ports, type: null, Labels.TrackOf(workload)));
        }

        if (workload.OpenPorts.Any())
        {
            yield return new(workload, "service-external.yaml", Service(model, workload, ExternalName(model, workload), workload.OpenPorts, "LoadBalancer", Labels.TrackOf(workload)));
        }

        yield return new(workload, "networkpolicy.yaml", Policy(model, workload));
        if (workload.Route is { } route)
        {
            yield return new(workload, "ingress.yaml", Ingress(model, workload, route, workload.Name, workload.Name, null));
            if (route.Certificate is { } certificate)
            {
                yield return new(workload, "tls.yaml", TlsSecret(model, workload, route.TlsSecret, certificate));
            }
        }
    }

    // Another workload may be called what this would be.
    private static string ExternalName(DeploymentModel model, Workload workload)
    {
        var name = NameTable.Derive(workload.Name, "-external");
        return model.AllNames.Contains(name) ? NameTable.Derive(workload.Name, $"-external-{NameTable.Hash(name, 6)}") : name;
    }

    public static YamlMap Service(DeploymentModel model, Workload workload, string name, IEnumerable<WorkloadPort> ports, string? type, string? track)
    {
        var list = new YamlList();
        foreach (var port in ports)
        {
            list.Add(new YamlMap
            {
                { "name", port.Name },
                { "port", port.ServicePort },
                { "targetPort", port.Name },
                { "protocol", port.Udp ? "UDP" : "TCP" },
                { "appProtocol", !port.Http ? null : (YamlNode)(port.Tls ? "https" : port.Http2 ? "kubernetes.io/h2c" : "http") },
            });
        }

        return new()
        {
            { "apiVersion", "v1" },
            { "kind", "Service" },
            { "metadata", Labels.Metadata(model, workload, name) },
            {
                "spec", new YamlMap
                {
                    { "type", type is null ? null : (YamlNode)type },
                    { "selector", Labels.Selector(model, workload, track) },
                    { "ports", list },
                }
            },
        };
    }

    public static YamlMap Ingress(DeploymentModel model, Workload workload, PublicRoute route, string name, string service, IReadOnlyDictionary<string, string>? more)
    {
        // What aspirate.json says about an annotation goes before what is usual.
        var annotations = new YamlMap
        {
            { "cert-manager.io/cluster-issuer", route.ClusterIssuer },
            { "cert-manager.io/issuer", route.Issuer },
            { "nginx.ingress.kubernetes.io/force-ssl-redirect", "true" },
            { "nginx.ingress.kubernetes.io/backend-protocol", route.Port.Tls ? "HTTPS" : route.Port.Http2 ? "GRPC" : null },
        };
        foreach (var (key, value) in route.Annotations.Concat(more ?? new Dictionary<string, string>()).OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            annotations.Set(key, value);
        }

        var metadata = Labels.Metadata(model, workload, name);
        metadata.Add("annotations", annotations);
        return new()
        {
            { "apiVersion", "networking.k8s.io/v1" },
            { "kind", "Ingress" },
            { "metadata", metadata },
            {
                "spec", new YamlMap
                {
                    { "ingressClassName", route.Class },
                    { "tls", new YamlList { new YamlMap { { "hosts", new YamlList { route.Host } }, { "secretName", route.TlsSecret } } }, CertificateNote(route) },
                    { "rules", new YamlList { Rule(route, service) } },
                }
            },
        };
    }

    private static string? CertificateNote(PublicRoute route) =>
        route.Certificate is not null ? "The certificate is of our own making; name an issuer or a Secret in aspirate.json for a trusted one."
        : route.ClusterIssuer is null && route.Issuer is null ? "The Secret is not generated here; without it the controller serves its default certificate."
        : null;

    private static YamlMap Rule(PublicRoute route, string service) => new()
    {
        { "host", route.Host },
        {
            "http", new YamlMap
            {
                {
                    "paths", new YamlList
                    {
                        new YamlMap
                        {
                            { "path", route.Path },
                            { "pathType", "Prefix" },
                            {
                                "backend", new YamlMap
                                {
                                    { "service", new YamlMap { { "name", service }, { "port", new YamlMap { { "name", route.Port.Name } } } } },
                                }
                            },
                        },
                    }
                },
            }
        },
    };

    private static YamlMap TlsSecret(DeploymentModel model, Workload workload, string name, TlsCertificate certificate) => new()
    {
        { "apiVersion", "v1" },
        { "kind", "Secret" },
        { "metadata", Labels.Metadata(model, workload, name) },
        { "type", "kubernetes.io/tls" },
        {
            "data", new YamlMap
            {
                { "tls.crt", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(certificate.CertificatePem)) },
                { "tls.key", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(certificate.KeyPem)) },
            }
        },
    };

    private static YamlMap Policy(DeploymentModel model, Workload workload)
    {
        var rules = new YamlList();
        if (workload.Callers.Count > 0 && workload.Ports.Count > 0)
        {
            var from = new YamlList();
            foreach (var caller in workload.Callers)
            {
                from.Add(new YamlMap { { "podSelector", new YamlMap { { "matchLabels", new YamlMap { { Labels.Name, caller }, { Labels.Instance, model.Name } } } } } });
            }

            rules.Add(new YamlMap { { "from", from }, { "ports", Ports(workload.Ports) } });
        }

        if (workload.Route is { } route)
        {
            rules.Add(new YamlMap
            {
                {
                    "from", new YamlList
                    {
                        new YamlMap { { "namespaceSelector", new YamlMap { { "matchLabels", new YamlMap { { "kubernetes.io/metadata.name", route.ControllerNamespace } } } } } },
                    }
                },
                { "ports", Ports([route.Port]) },
            });
        }

        if (workload.OpenPorts.Any())
        {
            rules.Add(new YamlMap { { "ports", Ports(workload.OpenPorts) } });
        }

        return new()
        {
            { "apiVersion", "networking.k8s.io/v1" },
            { "kind", "NetworkPolicy" },
            { "metadata", Labels.Metadata(model, workload, workload.Name) },
            {
                "spec", new YamlMap
                {
                    { "podSelector", new YamlMap { { "matchLabels", new YamlMap { { Labels.Name, workload.Name }, { Labels.Instance, model.Name } } } } },
                    { "policyTypes", new YamlList { "Ingress" } },
                    { "ingress", rules },
                }
            },
        };
    }

    private static YamlList Ports(IEnumerable<WorkloadPort> ports)
    {
        var list = new YamlList();
        foreach (var port in ports)
        {
            list.Add(new YamlMap { { "port", port.ContainerPort }, { "protocol", port.Udp ? "UDP" : "TCP" } });
        }

        return list;
    }
}
