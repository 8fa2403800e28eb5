using Aspirate.Manifest;
using Aspirate.Naming;
using Aspirate.Problems;
using Aspirate.Secrets;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>Gives external HTTP endpoints a host, a class and a certificate.</summary>
internal static class RoutePlan
{
    private const string DefaultDomain = "localhost";
    private const string DefaultClass = "nginx";
    private const string DefaultControllerNamespace = "ingress-nginx";

    public static PublicRoute? For(ManifestResource resource, string name, PortPlan ports, WorkloadRole role, DeploymentSettings settings, SecretsFile? secrets, ProblemList problems)
    {
        var own = settings.For(resource.Name).Ingress ?? new IngressSettings();
        var port = ports.Ports.FirstOrDefault(p => p is { Http: true, External: true }) ?? (own.Enabled == true ? ports.Ports.FirstOrDefault(p => p.Http) : null);
        if (port is null || own.Enabled == false || role is WorkloadRole.Job or WorkloadRole.Scheduled)
        {
            return null;
        }

        var host = own.Host ?? $"{name}.{settings.Ingress.Domain ?? DefaultDomain}";
        if (ClusterNames.HostFault(host) is { } fault)
        {
            // A host or a domain that cannot be one was told of where it was chosen; this one is too long as a whole.
            if (own.Host is null && ClusterNames.DomainFault(settings.Ingress.Domain ?? DefaultDomain) is null)
            {
                problems.Add(DeploymentSettings.FileName, "$.ingress.domain", $"makes \"{host}\" the host of \"{resource.Name}\", which {fault} At most 253 characters.");
            }

            return null;
        }

        var ownIssuer = own.ClusterIssuer is not null || own.Issuer is not null;
        var clusterIssuer = ownIssuer ? own.ClusterIssuer : settings.Ingress.ClusterIssuer;
        var issuer = ownIssuer ? own.Issuer : settings.Ingress.Issuer;
        var selfMade = own.TlsSecret is null && clusterIssuer is null && issuer is null && secrets is not null;
        return new()
        {
            Host = host,
            Path = own.Path ?? "/",
            Class = own.Class ?? settings.Ingress.Class ?? DefaultClass,
            Port = port,
            TlsSecret = own.TlsSecret ?? NameTable.Derive(name, "-tls"),
            ClusterIssuer = own.TlsSecret is null ? clusterIssuer : null,
            Issuer = own.TlsSecret is null ? issuer : null,
            Certificate = selfMade ? SelfMadeCertificate.For(host, secrets!) : null,
            ControllerNamespace = settings.Ingress.ControllerNamespace ?? DefaultControllerNamespace,
            Annotations = own.Annotations,
        };
    }
}
