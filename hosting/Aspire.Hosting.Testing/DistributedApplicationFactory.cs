using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Starts an AppHost inside a test: its real entry point, in this process.</summary>
public class DistributedApplicationFactory : IDisposable, IAsyncDisposable
{
    private readonly EntryPointRun _run;

    /// <summary>A factory for the AppHost whose assembly holds <paramref name="entryPoint"/>, such as <c>typeof(Projects.My_AppHost)</c>.</summary>
    public DistributedApplicationFactory(Type entryPoint) : this(entryPoint, [])
    {
    }

    /// <summary>A factory for the AppHost whose assembly holds <paramref name="entryPoint"/>, with a command line.</summary>
    public DistributedApplicationFactory(Type entryPoint, string[] args)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        Arguments.ThrowIfNullOrContainsNullOrEmpty(args);

        EntryPoint = entryPoint;
        _run = new EntryPointRun(entryPoint.Assembly, args, new EntryPointHooks(
            (options, settings) => TestDefaults.Apply(options, settings, entryPoint.Assembly, args, OnBuilderCreating),
            OnBuilderCreated,
            OnBuilding,
            OnBuilt));
    }

    private Type EntryPoint { get; }

    /// <summary>Starts the application and waits until it has started.</summary>
    /// <exception cref="InvalidOperationException">The assembly has no entry point, or the entry point does not start an application. What the AppHost throws comes as it is.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        RefuseLibraries();
        await _run.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A client for an endpoint of a resource; without a name, the one named http, else https.</summary>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return StartedApplication().CreateHttpClient(resourceName, endpointName);
    }

    /// <summary>The connection string of a resource.</summary>
    public ValueTask<string?> GetConnectionString(string resourceName)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return StartedApplication().GetConnectionStringAsync(resourceName);
    }

    /// <summary>The address of an endpoint of a resource; without a name, the one named http, else https.</summary>
    public Uri GetEndpoint(string resourceName, string? endpointName = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        return StartedApplication().GetEndpoint(resourceName, endpointName);
    }

    /// <inheritdoc />
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _run.EndAsync().ConfigureAwait(false);
    }

    /// <summary>Called when the AppHost creates its builder, before that reads its options.</summary>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>Called when the AppHost has created its builder; it is still empty.</summary>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the AppHost has declared its model and is about to build it.</summary>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the application has been built; it has not been started.</summary>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    internal async Task<DistributedApplicationBuilder> ResolveBuilderAsync(CancellationToken cancellationToken)
    {
        RefuseLibraries();
        return await _run.BuilderAsync(cancellationToken).ConfigureAwait(false);
    }

    internal Task<DistributedApplication> ResolveApplicationAsync(CancellationToken cancellationToken) => _run.ApplicationAsync(cancellationToken);

    private void RefuseLibraries()
    {
        if (EntryPoint.Assembly.EntryPoint is null)
        {
            throw new InvalidOperationException($"Assembly of specified type {EntryPoint.Name} does not have an entry point.");
        }
    }

    private DistributedApplication StartedApplication()
        => _run.StartedApplication ?? throw new InvalidOperationException("The application has not been started. Call StartAsync first.");
}
