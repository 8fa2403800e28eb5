using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Elasticsearch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds and configures Elasticsearch.</summary>
public static partial class ElasticsearchBuilderExtensions
{
    private const int RestPort = 9200;
    private const int TransportPort = 9300;
    private const string DataDirectory = "/usr/share/elasticsearch/data";

    /// <summary>Adds an Elasticsearch container, a single node with security on.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="password">The password of the user <c>elastic</c>; null generates one and keeps it.</param>
    /// <param name="port">The port of the REST API on this machine; null for any free one.</param>
    public static IResourceBuilder<ElasticsearchResource> AddElasticsearch(this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);

        var resource = new ElasticsearchResource(name, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password"));
        var healthCheck = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(healthCheck, _ => new ElasticsearchHealthCheck(resource), failureStatus: default, tags: default));

        return builder.AddResource(resource)
            .WithImage(ElasticsearchContainerImageTags.Image, ElasticsearchContainerImageTags.Tag)
            .WithImageRegistry(ElasticsearchContainerImageTags.Registry)
            .WithHttpEndpoint(targetPort: RestPort, port: port, name: ElasticsearchResource.PrimaryEndpointName)
            // The port asked for is the REST API's; one port cannot be given to both.
            .WithEndpoint(targetPort: TransportPort, name: ElasticsearchResource.InternalEndpointName)
            .WithEnvironment("discovery.type", "single-node")
            .WithEnvironment("xpack.security.enabled", "true")
            .WithEnvironment(context => context.EnvironmentVariables["ELASTIC_PASSWORD"] = resource.PasswordParameter)
            .WithHealthCheck(healthCheck);
    }

    /// <summary>Keeps the data in a volume; null names it after application and resource.</summary>
    public static IResourceBuilder<ElasticsearchResource> WithDataVolume(this IResourceBuilder<ElasticsearchResource> builder, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataDirectory);
    }

    /// <summary>Keeps the data in a directory of this machine; a relative one counts from the AppHost's directory.</summary>
    public static IResourceBuilder<ElasticsearchResource> WithDataBindMount(this IResourceBuilder<ElasticsearchResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);

        return builder.WithBindMount(source, DataDirectory);
    }
}
