using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>A builder that builds in some way and takes along what it built.</summary>
internal abstract class TestingBuilder(DistributedApplicationBuilder inner) : IDistributedApplicationTestingBuilder
{
    public ConfigurationManager Configuration => inner.Configuration;

    public string AppHostDirectory => inner.AppHostDirectory;

    public Assembly? AppHostAssembly => inner.AppHostAssembly;

    public IHostEnvironment Environment => inner.Environment;

    public IServiceCollection Services => inner.Services;

    public IDistributedApplicationEventing Eventing => inner.Eventing;

    public DistributedApplicationExecutionContext ExecutionContext => inner.ExecutionContext;

    public IResourceCollection Resources => inner.Resources;

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource => inner.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => inner.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public abstract Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);

    public abstract ValueTask DisposeAsync();

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}

/// <summary>Of a model that the test declares itself.</summary>
internal sealed class AdHocTestingBuilder(DistributedApplicationBuilder inner) : TestingBuilder(inner)
{
    private readonly DistributedApplicationBuilder _inner = inner;
    private DistributedApplication? _application;

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        TestDefaults.AddServices(_inner);
        return Task.FromResult(_application = _inner.Build());
    }

    public override ValueTask DisposeAsync() => _application?.DisposeAsync() ?? default;
}

/// <summary>Of an AppHost whose entry point waits where it is about to build.</summary>
internal sealed class EntryPointTestingBuilder(DistributedApplicationFactory factory, DistributedApplicationBuilder inner) : TestingBuilder(inner)
{
    public override async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
        => new EntryPointApplication(factory, await factory.ResolveApplicationAsync(cancellationToken).ConfigureAwait(false));

    public override ValueTask DisposeAsync() => factory.DisposeAsync();
}
