using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration.Planning;
using Aspire.Hosting.Orchestration.Readiness;
using Aspire.Hosting.Orchestration.Running;
using Aspire.Hosting.Orchestration.Snapshots;
using Aspire.Hosting.Orchestration.Values;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>What the orchestrator puts to work, in the order of a run.</summary>
internal sealed record OrchestratorParts(
    DistributedApplicationModel Model,
    DistributedApplicationExecutionContext Context,
    RunOptions Options,
    AppHostBuild Build,
    Observer Observer,
    IContainerEngine Engine,
    HealthCheckRunner Checks,
    IProcessLauncher Launcher,
    InitialSnapshots Initial,
    ResourceEvents Events,
    ValueAnnouncer Values,
    ReplicaAnnouncer Announcer,
    ResourceNotificationService Notifications,
    ResourceLoggerService Loggers,
    IDistributedApplicationEventing Eventing,
    IHostApplicationLifetime Lifetime,
    IServiceProvider Services,
    TimeProvider Time,
    TextWriter Output);
