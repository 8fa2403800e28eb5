using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// What the model knows and the manifest cannot say: health checks, probes, waits, replicas, volumes of projects. It goes into a file beside the manifest, in
/// the format of docs/decisions/0004-manifest-hints.md, so that the manifest itself stays what other tools expect.
/// </summary>
internal static class ManifestHints
{
    private const int FormatVersion = 1;

    internal static string FileFor(string manifestPath) => Path.ChangeExtension(manifestPath, ".hints.json");

    /// <summary>Writes the hints; false, and nothing but an empty list, when there are none.</summary>
    internal static bool Write(DistributedApplicationModel model, Utf8JsonWriter writer)
    {
        var published = model.Resources.Where(r => !r.IsExcludedFromPublish()).ToArray();
        var any = false;

        writer.WriteStartObject();
        writer.WriteNumber("version", FormatVersion);
        writer.WriteStartObject("resources");

        foreach (var resource in published.Where(IsDeployed))
        {
            var checks = resource.Annotations.OfType<HttpHealthCheckAnnotation>().ToArray();
            var probes = resource.Annotations.OfType<EndpointProbeAnnotation>().ToArray();
            var waits = WaitHint.Of(resource, published);
            var replicas = resource.GetReplicaCount();
            var volumes = VolumesWithoutPlace(resource);

            if (checks.Length == 0 && probes.Length == 0 && waits.Count == 0 && replicas == 1 && volumes.Length == 0)
            {
                continue;
            }

            any = true;
            writer.WriteStartObject(resource.Name);
            WriteChecks(writer, checks);
            WriteProbes(writer, probes);
            WriteWaits(writer, waits);
            if (replicas != 1)
            {
                writer.WriteNumber("replicas", replicas);
            }

            WriteVolumes(writer, volumes);

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return any;
    }

    internal static bool IsDeployed(IResource resource) => resource is ProjectResource or ExecutableResource || resource.IsContainer();

    private static void WriteChecks(Utf8JsonWriter writer, HttpHealthCheckAnnotation[] checks)
    {
        if (checks.Length == 0)
        {
            return;
        }

        writer.WriteStartArray("healthChecks");
        foreach (var check in checks)
        {
            writer.WriteStartObject();
            writer.WriteString("path", Rooted(check.Path));
            WriteEndpoint(writer, check.Endpoint);
            writer.WriteNumber("statusCode", check.StatusCode);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteProbes(Utf8JsonWriter writer, EndpointProbeAnnotation[] probes)
    {
        if (probes.Length == 0)
        {
            return;
        }

        writer.WriteStartArray("probes");
        foreach (var probe in probes)
        {
            writer.WriteStartObject();
            writer.WriteString("type", probe.Type switch { ProbeType.Startup => "startup", ProbeType.Readiness => "readiness", _ => "liveness" });
            writer.WriteString("path", Rooted(probe.Path));
            WriteEndpoint(writer, probe.EndpointReference);
            writer.WriteNumber("initialDelaySeconds", probe.InitialDelaySeconds);
            writer.WriteNumber("periodSeconds", probe.PeriodSeconds);
            writer.WriteNumber("timeoutSeconds", probe.TimeoutSeconds);
            writer.WriteNumber("failureThreshold", probe.FailureThreshold);
            writer.WriteNumber("successThreshold", probe.SuccessThreshold);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteWaits(Utf8JsonWriter writer, IReadOnlyList<WaitHint> waits)
    {
        if (waits.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("waits");
        foreach (var wait in waits)
        {
            writer.WriteStartObject();
            writer.WriteString("resource", wait.Resource.Name);
            writer.WriteString("type", wait.TypeName);
            if (wait.Type == WaitType.WaitForCompletion)
            {
                writer.WriteNumber("exitCode", wait.ExitCode);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // The manifest has volumes for containers only. A project that says where it keeps data is given its volume here.
    private static ContainerMountAnnotation[] VolumesWithoutPlace(IResource resource) =>
        resource is ProjectResource && !resource.IsContainer()
            ? [.. resource.Annotations.OfType<ContainerMountAnnotation>().Where(m => m is { Type: ContainerMountType.Volume, Source: not null })]
            : [];

    private static void WriteVolumes(Utf8JsonWriter writer, ContainerMountAnnotation[] volumes)
    {
        if (volumes.Length == 0)
        {
            return;
        }

        writer.WriteStartObject("volumes");
        foreach (var volume in volumes.DistinctBy(v => v.Source, StringComparer.Ordinal))
        {
            writer.WriteStartObject(volume.Source!);
            writer.WriteString("target", volume.Target);
            if (volume.IsReadOnly)
            {
                writer.WriteBoolean("readOnly", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // The https endpoint that a project has by default is served by whatever stands in front of it when deployed; the project listens on http.
    private static void WriteEndpoint(Utf8JsonWriter writer, EndpointReference endpoint)
    {
        var served = endpoint;
        if (endpoint.Resource is ProjectResource project && endpoint.Exists && endpoint.EndpointAnnotation == project.DefaultHttpsEndpoint)
        {
            served = project.GetEndpoints().FirstOrDefault(e => e.IsHttp);
        }

        if (served is { Exists: true })
        {
            writer.WriteString("endpoint", served.EndpointName);
        }
    }

    private static string Rooted(string path) => path.StartsWith('/') ? path : $"/{path}";
}
