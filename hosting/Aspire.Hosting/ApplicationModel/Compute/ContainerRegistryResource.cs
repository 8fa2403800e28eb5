using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container registry, known by its address.</summary>
[Experimental("ASPIRECOMPUTE003", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
[DebuggerDisplay("ContainerRegistry = {Name}, Endpoint = {_endpoint.ValueExpression}")]
public class ContainerRegistryResource(string name, ReferenceExpression endpoint, ReferenceExpression? repository = null) : Resource(name), IContainerRegistry
{
    private readonly ReferenceExpression _endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint));

    ReferenceExpression IContainerRegistry.Name => ReferenceExpression.Create($"{Name}");

    ReferenceExpression IContainerRegistry.Endpoint => _endpoint;

    ReferenceExpression? IContainerRegistry.Repository { get; } = repository;
}
