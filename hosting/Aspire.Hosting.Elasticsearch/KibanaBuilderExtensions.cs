using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds Kibana. On public API only: Aspire itself has no Kibana, so this is also compiled against the official packages.</summary>
public static class KibanaBuilderExtensions
{
    private const int KibanaPort = 5601;

    // Kibana refuses to work as the user elastic. Its own user exists from the start, without a password anyone knows: one request as elastic gives it one.
    private const string SetPassword =
        """until curl -fsS -o /dev/null -u "elastic:$ELASTIC_PASSWORD" -H 'Content-Type: application/json' -X POST "$ELASTICSEARCH_URL/_security/user/kibana_system/_password" -d "{\"password\":\"$KIBANA_PASSWORD\"}"; do sleep 2; done""";

    /// <summary>Adds Kibana for this Elasticsearch, and a container that runs once to give Kibana's user its password.</summary>
    /// <param name="builder">The Elasticsearch.</param>
    /// <param name="configureContainer">Configures the Kibana container.</param>
    /// <param name="containerName">The name of the Kibana resource; null for <c>kibana</c>.</param>
    /// <param name="port">The port of its pages on this machine; null for any free one.</param>
    public static IResourceBuilder<ElasticsearchResource> WithKibana(
        this IResourceBuilder<ElasticsearchResource> builder, Action<IResourceBuilder<KibanaResource>>? configureContainer = null, string? containerName = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var application = builder.ApplicationBuilder;
        var name = containerName ?? "kibana";
        var elasticsearch = builder.Resource;
        // Kibana has to be of Elasticsearch's own version, and comes from where that comes from.
        var image = elasticsearch.Annotations.OfType<ContainerImageAnnotation>().Last();
        var tag = image.Tag ?? "latest";
        // Letters and digits only: it is put into JSON by a shell.
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(application, $"{name}-password", special: false);

        var setup = application.AddContainer($"{name}-setup", image.Image, tag)
            .WithImageRegistry(image.Registry)
            .WithEntrypoint("/bin/bash")
            .WithArgs("-c", SetPassword)
            .WithEnvironment("ELASTICSEARCH_URL", elasticsearch.PrimaryEndpoint)
            .WithEnvironment(context =>
            {
                context.EnvironmentVariables["ELASTIC_PASSWORD"] = elasticsearch.PasswordParameter;
                context.EnvironmentVariables["KIBANA_PASSWORD"] = password;
            })
            .WaitFor(builder);

        var kibana = application.AddResource(new KibanaResource(name))
            .WithImage(image.Image.Replace("elasticsearch", "kibana", StringComparison.Ordinal), tag)
            .WithImageRegistry(image.Registry)
            .WithHttpEndpoint(targetPort: KibanaPort, port: port, name: KibanaResource.PrimaryEndpointName)
            .WithEnvironment("ELASTICSEARCH_HOSTS", elasticsearch.PrimaryEndpoint)
            .WithEnvironment("ELASTICSEARCH_USERNAME", "kibana_system")
            .WithEnvironment(context => context.EnvironmentVariables["ELASTICSEARCH_PASSWORD"] = password)
            .WithHttpHealthCheck("/api/status")
            .WaitForCompletion(setup);
        configureContainer?.Invoke(kibana);

        return builder;
    }
}
