using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs as a process or a container and can be deployed.</summary>
public interface IComputeResource : IResource;

/// <summary>A resource that takes command-line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>A resource that listens on endpoints.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource that takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource configured by named values.</summary>
public interface IResourceWithParameters : IResource
{
    /// <summary>The values by name.</summary>
    IDictionary<string, object?> Parameters { get; }
}

/// <summary>A resource that lives inside another one, as a database lives inside its server.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource this one lives inside.</summary>
    IResource Parent { get; }
}

/// <summary>A resource that lives inside a resource of type <typeparamref name="T"/>.</summary>
public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    /// <summary>The resource this one lives inside.</summary>
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}

/// <summary>A resource that can declare startup, readiness and liveness probes.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public interface IResourceWithProbes : IResource;

/// <summary>A resource that can wait for others before it starts.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A resource that never starts or stops; waiting for it is a no-op.</summary>
public interface IResourceWithoutLifetime : IResource;
