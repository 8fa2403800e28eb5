namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says which endpoints of a project reach it through its environment.</summary>
internal sealed class EndpointEnvironmentInjectionFilterAnnotation(Func<EndpointAnnotation, bool> filter) : IResourceAnnotation
{
    public Func<EndpointAnnotation, bool> Filter { get; } = filter;
}
