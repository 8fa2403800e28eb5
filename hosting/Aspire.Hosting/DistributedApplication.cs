using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>An application that has been built and can be run or published.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    /// <summary>Wraps the host that does the work.</summary>
    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>Declares an application for an AppHost without a command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Declares an application for an AppHost with this command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new DistributedApplicationBuilder(new DistributedApplicationOptions { Args = args });
    }

    /// <summary>Declares an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DistributedApplicationBuilder(options);
    }

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The states of the resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Gives commands to resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <inheritdoc />
    public virtual void Dispose()
    {
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);

        if (_host is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        _host.Dispose();
        return default;
    }

    /// <inheritdoc />
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await ExecuteBeforeStartHooksAsync(cancellationToken).ConfigureAwait(false);
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public virtual Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Runs, or publishes, until done or told to stop.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await ExecuteBeforeStartHooksAsync(cancellationToken).ConfigureAwait(false);
            await StartUnlessStoppedAsync(cancellationToken).ConfigureAwait(false);
            await _host.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs, or publishes, until done or told to stop.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    // Ctrl+C during the start is a stop like any other, not an error.
    private async Task StartUnlessStoppedAsync(CancellationToken cancellationToken)
    {
        var stopping = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await _host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
        }
    }

    // A host that was not made by our builder has nothing to do before it starts.
    internal async Task ExecuteBeforeStartHooksAsync(CancellationToken cancellationToken)
    {
        if (Services.GetService<ApplicationStartGate>() is { } gate)
        {
            await gate.PassAsync(cancellationToken).ConfigureAwait(false);
        }

        if (Services.GetService<DistributedApplicationStart>() is { } start)
        {
            await start.RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
