using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Has resources send telemetry.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Stands for the id of the instance until one is started.</summary>
    internal const string InstanceIdToken = "{{- index .Annotations \"otel-service-instance-id\" -}}";

    /// <summary>Stands for the service's name until an instance is started.</summary>
    internal const string ServiceNameToken = "{{- index .Annotations \"otel-service-name\" -}}";

    private const string DefaultEndpoint = "http://localhost:18889";

    /// <summary>Gives the resource the variables that OpenTelemetry exporters read, in run mode.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment) =>
        AddVariables(resource, configuration, environment, requiredProtocol: null);

    /// <summary>Gives the resource the variables that OpenTelemetry exporters read, for one protocol, in run mode.</summary>
    public static void AddOtlpEnvironment(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol protocol) =>
        AddVariables(resource, configuration, environment, protocol);

    /// <summary>Gives the resource the variables that OpenTelemetry exporters read, in run mode.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder) where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment);
        return builder;
    }

    /// <summary>Gives the resource the variables that OpenTelemetry exporters read, for one protocol, in run mode.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol) where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        AddOtlpEnvironment(builder.Resource, builder.ApplicationBuilder.Configuration, builder.ApplicationBuilder.Environment, protocol);
        return builder;
    }

    private static void AddVariables(IResource resource, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? requiredProtocol)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);

        foreach (var earlier in resource.Annotations.OfType<OtlpExporterAnnotation>().ToArray())
        {
            resource.Annotations.Remove(earlier);
        }

        resource.Annotations.Add(new OtlpExporterAnnotation { RequiredProtocol = requiredProtocol });
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            // Where telemetry goes when deployed is the deployment's business.
            if (context.ExecutionContext.IsRunMode)
            {
                SetVariables(context.EnvironmentVariables, configuration, environment, requiredProtocol);
            }
        }));
    }

    private static void SetVariables(Dictionary<string, object> variables, IConfiguration configuration, IHostEnvironment environment, OtlpProtocol? requiredProtocol)
    {
        var (url, protocol) = ChooseEndpoint(configuration, requiredProtocol);

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = new HostUrl(url);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol is OtlpProtocol.Grpc ? "grpc" : "http/protobuf";
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={InstanceIdToken}";
        variables["OTEL_SERVICE_NAME"] = ServiceNameToken;

        if (configuration["AppHost:OtlpApiKey"] is { Length: > 0 } key)
        {
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={key}";
        }

        if (environment.IsDevelopment())
        {
            // A person is looking: everything, and soon.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
        }
    }

    private static (string Url, OtlpProtocol Protocol) ChooseEndpoint(IConfiguration configuration, OtlpProtocol? required)
    {
        var grpc = configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"];
        var http = configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] ?? configuration["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"];

        return required switch
        {
            OtlpProtocol.Grpc => (grpc ?? throw NotConfigured("gRPC", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"), OtlpProtocol.Grpc),
            OtlpProtocol.HttpProtobuf => (http ?? throw NotConfigured("HTTP/Protobuf", "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"), OtlpProtocol.HttpProtobuf),
            _ when grpc is not null => (grpc, OtlpProtocol.Grpc),
            _ when http is not null => (http, OtlpProtocol.HttpProtobuf),
            _ => (DefaultEndpoint, OtlpProtocol.Grpc),
        };
    }

    private static InvalidOperationException NotConfigured(string protocol, string key) =>
        new($"OtlpExporter is configured to require {protocol}, but no endpoint was configured for {key}");
}
