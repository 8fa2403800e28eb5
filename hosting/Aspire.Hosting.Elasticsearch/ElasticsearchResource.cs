namespace Aspire.Hosting.ApplicationModel;

/// <summary>An Elasticsearch container with security on; the user is <c>elastic</c>.</summary>
public class ElasticsearchResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "http";
    internal const string InternalEndpointName = "internal";
    private const string UserName = "elastic";

    /// <summary>An Elasticsearch whose user has this password.</summary>
    public ElasticsearchResource(string name, ParameterResource password) : base(name)
    {
        ArgumentNullException.ThrowIfNull(password);

        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);
        InternalEndpoint = new EndpointReference(this, InternalEndpointName);
    }

    /// <summary>Where the REST API is served.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Where nodes talk to each other.</summary>
    public EndpointReference InternalEndpoint { get; }

    /// <summary>The password of the user <c>elastic</c>.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <summary><c>http://elastic:{password}@{host}:{port}</c></summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"http://{UserName}:{PasswordParameter}@{PrimaryEndpoint.Property(EndpointProperty.Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}")),
        new("Port", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Port)}")),
        new("Username", ReferenceExpression.Create($"{UserName}")),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
        new("Uri", ReferenceExpression.Create($"http://{UserName}:{PasswordParameter:uri}@{PrimaryEndpoint.Property(EndpointProperty.Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}")),
    ];
}
