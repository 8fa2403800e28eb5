using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Orchestration.Planning;
using Aspire.Hosting.Orchestration.Readiness;
using Aspire.Hosting.Orchestration.Running;
using Aspire.Hosting.Orchestration.Snapshots;
using Aspire.Hosting.Orchestration.Values;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Orchestration;

/// <summary>What run mode needs.</summary>
internal static class OrchestrationServiceCollectionExtensions
{
    /// <summary>Adds the engine that starts the model's resources and keeps them running.</summary>
    internal static IServiceCollection AddOrchestration(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IProcessLauncher>(s => new ProcessLauncher(s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IContainerEngine, SocketContainerEngine>();
        services.AddSingleton(s => RunOptions.Read(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton(s => AppHostBuild.Read(s.GetRequiredService<IConfiguration>(), s.GetService<IOptions<DistributedApplicationOptions>>()?.Value.Assembly));
        services.AddSingleton<Observer>();
        services.AddSingleton<HealthCheckRunner>();
        services.AddSingleton<InitialSnapshots>();
        services.AddSingleton<UrlComposer>();
        services.AddSingleton<WaitNarrator>();
        services.AddSingleton<ResourceEvents>();
        services.AddSingleton<ValueAnnouncer>();
        services.AddSingleton<ReplicaAnnouncer>();
        services.AddSingleton<TextWriter>(_ => Console.Out);
        services.AddHealthChecks();
        services.AddSingleton<OrchestratorParts>();
        services.AddSingleton<Orchestrator>();
        services.AddHostedService(s => s.GetRequiredService<Orchestrator>());
        services.AddOptions<HostOptions>().PostConfigure<RunOptions>((host, run) =>
            host.ShutdownTimeout = host.ShutdownTimeout > run.Grace + Margin ? host.ShutdownTimeout : run.Grace + Margin);
        return services;
    }

    // The host's own bound must leave room for the grace and for the killing after it.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
}
