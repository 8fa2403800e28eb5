namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Kibana container.</summary>
public class KibanaResource(string name) : ContainerResource(name)
{
    internal const string PrimaryEndpointName = "http";

    /// <summary>Where its pages are served.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, PrimaryEndpointName);
}
