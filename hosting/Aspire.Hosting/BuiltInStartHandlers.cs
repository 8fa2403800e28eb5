using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>What the host itself does to the model before anything starts or is published.</summary>
internal static class BuiltInStartHandlers
{
    internal static Task RunAsync(BeforeStartEvent start, CancellationToken cancellationToken)
    {
        OverrideRegistry(start);
        MarkHttp2(start.Model);

        if (start.Services.GetRequiredService<DistributedApplicationExecutionContext>().IsRunMode)
        {
            WaitGraph.RefuseCycles(start.Model);
            MissingParameters.Refuse(start.Model, start.Services.GetRequiredService<IConfiguration>()["AppHost:Directory"] ?? ".");
        }

        return Task.CompletedTask;
    }

    private static void MarkHttp2(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources.Where(r => r.HasAnnotationOfType<Http2ServiceAnnotation>()))
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https"))
            {
                endpoint.Transport = "http2";
            }
        }
    }

    private static void OverrideRegistry(BeforeStartEvent start)
    {
        if (start.Services.GetRequiredService<IOptions<DistributedApplicationOptions>>().Value.ContainerRegistryOverride is not { } registry)
        {
            return;
        }

        foreach (var image in start.Model.Resources.SelectMany(r => r.Annotations.OfType<ContainerImageAnnotation>()))
        {
            image.Registry = registry;
        }
    }
}
