using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds the emulator of Elasticsearch to an application.</summary>
public static class ElasticsearchEmulatorBuilderExtensions
{
    private const string Program = "Elasticsearch.Emulator.dll";

    /// <summary>Adds the emulator. It needs no container engine and takes no part in publishing; declare real Elasticsearch there.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the resource and of its connection string.</param>
    /// <param name="port">The port to be reached at; any free one when null.</param>
    public static IResourceBuilder<ElasticsearchEmulatorResource> AddElasticsearchEmulator(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = new ElasticsearchEmulatorResource(name, ProgramDirectory());
        return builder.AddResource(resource)
            .WithAnnotation(new ElasticsearchEmulatorDataAnnotation(IsIsolated(builder) ? null : DefaultDataDirectory(builder, name)))
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: ElasticsearchEmulatorResource.PrimaryEndpointName, port: port))
            .WithArgs(context =>
            {
                context.Args.Add(Path.Combine(resource.WorkingDirectory, Program));
                context.Args.Add("--urls");
                context.Args.Add(ReferenceExpression.Create($"http://127.0.0.1:{resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort)}"));
                if (resource.Annotations.OfType<ElasticsearchEmulatorDataAnnotation>().LastOrDefault()?.Path is { } data)
                {
                    context.Args.Add("--data");
                    context.Args.Add(data);
                }
            })
            .WithOtlpExporter()
            .WithHttpHealthCheck("/_cluster/health?wait_for_status=yellow&timeout=5s", endpointName: ElasticsearchEmulatorResource.PrimaryEndpointName)
            .ExcludeFromManifest();
    }

    /// <summary>Keeps the data in a directory of your choice instead of the one that belongs to this AppHost. One emulator at a time can use it.</summary>
    /// <param name="builder">The emulator.</param>
    /// <param name="path">The directory; relative to the AppHost's, created when missing.</param>
    public static IResourceBuilder<ElasticsearchEmulatorResource> WithDataDirectory(this IResourceBuilder<ElasticsearchEmulatorResource> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithAnnotation(new ElasticsearchEmulatorDataAnnotation(full), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>The build puts the program beside this assembly.</summary>
    private static string ProgramDirectory()
    {
        var beside = Path.GetDirectoryName(typeof(ElasticsearchEmulatorBuilderExtensions).Assembly.Location);
        return Path.Combine(string.IsNullOrEmpty(beside) ? AppContext.BaseDirectory : beside, "elasticsearch-emulator");
    }

    /// <summary>A run beside another one must not share its data; it starts empty, in memory.</summary>
    private static bool IsIsolated(IDistributedApplicationBuilder builder) =>
        IsTrue(builder.Configuration["AppHost:Isolated"]) || IsTrue(builder.Configuration["DcpPublisher:RandomizePorts"]);

    private static bool IsTrue(string? text) => bool.TryParse(text, out var value) && value;

    /// <summary>One directory for each AppHost and resource, outside the working copy, so that data survives restarts and clean builds.</summary>
    private static string DefaultDataDirectory(IDistributedApplicationBuilder builder, string name)
    {
        var appHost = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(builder.AppHostDirectory)))[..16];
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data.Length > 0 ? data : Path.GetTempPath(), "elasticsearch-emulator", appHost, name);
    }
}
