namespace Aspire.Hosting.ApplicationModel;

/// <summary>The development-time emulator of Elasticsearch, run as a process of the host. Its connection string is the address, as real Elasticsearch's without credentials.</summary>
/// <param name="name">The name of the resource.</param>
/// <param name="workingDirectory">The directory that holds the emulator's program.</param>
public class ElasticsearchEmulatorResource(string name, string workingDirectory)
    : ExecutableResource(name, "dotnet", workingDirectory), IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "http";

    private EndpointReference? _primaryEndpoint;

    /// <summary>The endpoint that answers Elasticsearch's HTTP API.</summary>
    public EndpointReference PrimaryEndpoint => _primaryEndpoint ??= new(this, PrimaryEndpointName);

    /// <summary>http://host:port</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"http://{PrimaryEndpoint.Property(EndpointProperty.Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}");
}
