using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>The environment every project gets.</summary>
internal static class ProjectEnvironment
{
    public static void Add(IResourceBuilder<ProjectResource> builder)
    {
        var development = builder.ApplicationBuilder.Environment.IsDevelopment();

        builder
            .WithEnvironment(context => SetTelemetry(context, development))
            .WithOtlpExporter()
            .WithEnvironment(SetConsole)
            .WithEnvironment(context => SetForwardedHeaders(context, builder.Resource))
            .WithEnvironment(context => SetListening(context, builder.Resource))
            .WithEnvironment(context => SetLaunchProfile(context, builder.Resource));
    }

    private static void SetTelemetry(EnvironmentCallbackContext context, bool development)
    {
        // Exceptions and event names travel as attributes, and a receiver that is away for a moment loses nothing.
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES"] = "true";
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES"] = "true";
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";

        if (context.ExecutionContext.IsRunMode && development)
        {
            context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
        }
    }

    private static void SetConsole(EnvironmentCallbackContext context)
    {
        if (context.ExecutionContext.IsRunMode)
        {
            context.EnvironmentVariables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
            context.EnvironmentVariables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        }
    }

    private static void SetForwardedHeaders(EnvironmentCallbackContext context, ProjectResource project)
    {
        if (context.ExecutionContext.IsPublishMode
            && !project.HasAnnotationOfType<DisableForwardedHeadersAnnotation>()
            && project.Annotations.OfType<EndpointAnnotation>().Any(endpoint => endpoint.UriScheme is "http" or "https"))
        {
            context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }
    }

    private static void SetListening(EnvironmentCallbackContext context, ProjectResource project)
    {
        var endpoints = project.GetEndpoints().Where(project.ShouldInjectEndpointEnvironment).ToArray();
        var published = context.ExecutionContext.IsPublishMode;

        if (project.HasKestrelEndpoints)
        {
            SetKestrel(context, project, endpoints.Where(endpoint => endpoint.EndpointAnnotation != project.DefaultHttpsEndpoint), published);
        }
        else if (published)
        {
            SetPorts(context, "HTTP_PORTS", endpoints.Where(endpoint => endpoint.EndpointAnnotation.UriScheme == "http"));
            SetPorts(context, "HTTPS_PORTS", endpoints.Where(endpoint => endpoint.EndpointAnnotation.UriScheme == "https" && endpoint.EndpointAnnotation != project.DefaultHttpsEndpoint));
        }
        else
        {
            SetUrls(context, endpoints);
        }

        if (!published && endpoints.FirstOrDefault(endpoint => endpoint.EndpointAnnotation.UriScheme == "https") is { } https)
        {
            context.EnvironmentVariables.TryAdd("ASPNETCORE_HTTPS_PORT", https.Property(EndpointProperty.Port));
        }
    }

    private static void SetUrls(EnvironmentCallbackContext context, EndpointReference[] endpoints)
    {
        if (endpoints.Length == 0 || context.EnvironmentVariables.ContainsKey("ASPNETCORE_URLS"))
        {
            return;
        }

        var urls = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            var annotation = endpoint.EndpointAnnotation;
            urls.AppendLiteral(urls.IsEmpty ? "" : ";");
            urls.Append($"{annotation.UriScheme}://{annotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");
        }

        context.EnvironmentVariables["ASPNETCORE_URLS"] = urls.Build();
    }

    private static void SetKestrel(EnvironmentCallbackContext context, ProjectResource project, IEnumerable<EndpointReference> endpoints, bool published)
    {
        foreach (var endpoint in endpoints)
        {
            var annotation = endpoint.EndpointAnnotation;
            var host = published ? "*" : project.KestrelEndpointAnnotationHosts.GetValueOrDefault(annotation, "*");
            context.EnvironmentVariables[$"Kestrel__Endpoints__{annotation.Name}__Url"] =
                ReferenceExpression.Create($"{annotation.UriScheme}://{host}:{endpoint.Property(EndpointProperty.TargetPort)}");
        }

        // An endpoint that goes by another name than in the settings would listen twice, the second time on the port that is the proxy's. It cannot be
        // taken out of the settings from outside, but it can be sent where it is in nobody's way.
        foreach (var configured in published ? [] : project.RenamedKestrelEndpoints)
        {
            context.EnvironmentVariables.TryAdd($"Kestrel__Endpoints__{configured}__Url", "http://127.0.0.1:0");
        }
    }

    private static void SetPorts(EnvironmentCallbackContext context, string variable, IEnumerable<EndpointReference> endpoints)
    {
        var ports = new ReferenceExpressionBuilder();
        foreach (var endpoint in endpoints)
        {
            ports.AppendLiteral(ports.IsEmpty ? "" : ";");
            ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
        }

        if (!ports.IsEmpty)
        {
            context.EnvironmentVariables[variable] = ports.Build();
        }
    }

    private static void SetLaunchProfile(EnvironmentCallbackContext context, ProjectResource project)
    {
        if (context.ExecutionContext.IsPublishMode || project.GetEffectiveLaunchProfile(throwIfNotFound: true) is not { } effective)
        {
            return;
        }

        context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", effective.Name);
        foreach (var (name, value) in effective.LaunchProfile.EnvironmentVariables)
        {
            context.EnvironmentVariables.TryAdd(name, Environment.ExpandEnvironmentVariables(value));
        }
    }
}
