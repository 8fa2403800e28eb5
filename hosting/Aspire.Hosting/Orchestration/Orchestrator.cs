using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Orchestration.Commands;
using Aspire.Hosting.Orchestration.Launching;
using Aspire.Hosting.Orchestration.Planning;
using Aspire.Hosting.Orchestration.Readiness;
using Aspire.Hosting.Orchestration.Running;
using Aspire.Hosting.Orchestration.Snapshots;
using Aspire.Hosting.Orchestration.Store;
using Aspire.Hosting.Orchestration.Supervision;
using Aspire.Hosting.Orchestration.Values;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Runs the model: observe, plan, apply. The order of a start is
/// <list type="number">
/// <item>the store is opened (a second run of the AppHost is refused here), the machine observed, the plan made;</item>
/// <item>endpoints get their addresses;</item>
/// <item>every resource is told, and all starts begin at once; each waits for its own dependencies;</item>
/// <item>the start is over when nothing moves any more.</item>
/// </list>
/// </summary>
internal sealed class Orchestrator(OrchestratorParts parts, ILogger<Orchestrator> logger) : IHostedService, IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _watchers = [];
    private PlanExecutor? _executor;
    private AppHostStore? _store;
    private Fleet? _fleet;
    private int _stopped;

    /// <summary>The plan of this run, once made.</summary>
    public RunPlan? Plan { get; private set; }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var token = either.Token;
        var options = parts.Options;
        if (!options.PrintPlan)
        {
            _store = AppHostStore.Open(parts.Build.Path, options.Isolated);
        }

        Plan = await MakePlanAsync(options, token).ConfigureAwait(false);
        RefuseProblems(Plan);
        if (options.PrintPlan)
        {
            parts.Output.Write(Plan);
            parts.Lifetime.StopApplication();
            return;
        }
        foreach (var notice in Plan.Notices)
        {
            logger.LogWarning("{Notice}", notice);
        }
        await ApplyAsync(Plan, token).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Once the host's patience ends, so does the grace.
        await using var kill = cancellationToken.Register(() => _fleet?.KillNow()).ConfigureAwait(false);
        await StopOnceAsync().ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopOnceAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    // Missing health checks are told in Aspire's way: each in the log, and by the exception for options that are not valid. With anything else it is one message for all.
    private void RefuseProblems(RunPlan plan)
    {
        var unregistered = Planner.UnregisteredHealthChecks(parts.Model, parts.Checks.Keys).ToArray();
        foreach (var (resource, key) in unregistered)
        {
            logger.LogError("The health check '{HealthCheckKey}' is not registered and is required for resource '{ResourceName}'.", key, resource);
        }
        if (plan.Problems.Length > unregistered.Length)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, plan.Problems));
        }
        if (unregistered.Length > 0)
        {
            throw new OptionsValidationException(nameof(HealthCheckServiceOptions), typeof(HealthCheckServiceOptions), ["A health check registration is missing. Check logs for more details."]);
        }
    }

    private async Task<RunPlan> MakePlanAsync(RunOptions options, CancellationToken cancellationToken)
    {
        // The plan that is only printed shows what a start would find, and so reads what the last run left without taking its place.
        var ledger = _store is not null ? new PortLedger(_store.Directory).Read() : AppHostStore.Peek(parts.Build.Path, options.Isolated);
        var observing = parts.Observer.ObserveAsync(parts.Model, ledger, options.RandomizePorts, cancellationToken);
        var seen = await observing.ConfigureAwait(false) with
        {
            HealthChecks = parts.Checks.Keys,
            Notices = _store?.Notice is { } notice ? [notice] : [],
            Engine = options.PrintPlan && parts.Model.Resources.Any(r => r.IsContainer()) ? await parts.Engine.ProbeAsync(cancellationToken).ConfigureAwait(false) : null,
        };
        return Planner.Plan(parts.Model, seen);
    }

    private async Task ApplyAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        _executor = new PlanExecutor(parts.Model, parts.Notifications, parts.Loggers);
        _fleet = new Fleet(resource => new StartGate(token => parts.Events.BeforeStartAsync(resource, token)));
        parts.Events.Listen();

        await IntroduceAsync(cancellationToken).ConfigureAwait(false);
        _executor.Allocate(plan);
        Remember();
        await parts.Events.EndpointsAllocatedAsync(cancellationToken).ConfigureAwait(false);

        Watch();
        parts.Events.Initialize(_stopping.Token);
        await _executor.RefuseAsync(plan.Of<Refuse>().Where(step => !IsAnnouncedFirst(step))).ConfigureAwait(false);
        var starts = Begin(plan);
        await new Settlement(parts.Notifications).WaitAsync(starts, cancellationToken).ConfigureAwait(false);
        await parts.Events.ResourcesCreatedAsync(cancellationToken).ConfigureAwait(false);
    }

    // Names and commands come first: every later word about a resource carries them.
    private async Task IntroduceAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in parts.Model.Resources)
        {
            if (Planner.IsProcess(resource))
            {
                InstanceNames.Assign(resource);
                LifecycleCommands.Add(resource, _fleet!.ExecuteAsync);
            }
            else if (resource.IsContainer())
            {
                InstanceNames.Assign(resource);
                LifecycleCommands.Add(resource, (_, _, token) => AskEngineAgainAsync(resource, token));
            }
            cancellationToken.ThrowIfCancellationRequested();
            await parts.Initial.PublishAsync(resource).ConfigureAwait(false);
        }
    }

    private void Remember()
    {
        var ports = _executor!.Endpoints.Where(e => e.IsRemembered).ToDictionary(e => e.Key, e => e.Port, StringComparer.OrdinalIgnoreCase);
        try
        {
            new PortLedger(_store!.Directory).Remember(ports);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The ports of this run are not remembered, because '{Directory}' cannot be written: {Reason}", _store!.Directory, e.Message);
        }
    }

    private void Watch()
    {
        var readiness = new ReadinessWatcher(new MonitorParts(parts.Notifications, parts.Eventing, parts.Checks, parts.Services, parts.Time, logger));
        _watchers.Add(Task.Run(() => readiness.RunAsync(_stopping.Token)));
        var parents = parts.Model.Resources.Where(r => parts.Events.Children(r).Any()).ToHashSet();
        _watchers.Add(Task.Run(() => new ChildMirror(parts.Notifications, parts.Events).RunAsync(parents, _stopping.Token)));
    }

    private Dictionary<IResource, Task> Begin(RunPlan plan)
    {
        var composer = new EnvironmentComposer(parts.Context, _executor!.TargetPort);
        var preparer = new LaunchPreparer(composer, parts.Observer, parts.Notifications, parts.Loggers);
        var supervisorParts = new SupervisorParts(parts.Launcher, preparer.PrepareAsync, parts.Announcer, parts.Options.Grace, parts.Lifetime.ApplicationStopping, logger);
        foreach (var replica in parts.Model.Resources.Where(Planner.IsProcess).SelectMany(_executor.Replicas))
        {
            _fleet!.Add(new Supervisor(replica, supervisorParts));
        }

        var starts = new Dictionary<IResource, Task>();
        foreach (var resource in parts.Model.Resources)
        {
            var mine = plan.Steps.Where(s => string.Equals(s.Resource, resource.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (mine.OfType<StartReplica>().Any(s => !s.Held))
            {
                starts[resource] = _fleet!.StartAsync(resource);
            }
            else if (mine.OfType<ProvideValue>().Any())
            {
                starts[resource] = parts.Values.AnnounceAsync(resource, _stopping.Token);
            }
        }
        foreach (var step in plan.Of<Refuse>().Where(IsAnnouncedFirst))
        {
            var resource = Find(step);
            starts[resource] = RefuseAnnouncedAsync(resource, step, _stopping.Token);
        }
        foreach (var ask in plan.Of<AskEngine>())
        {
            var containers = parts.Model.Resources.Where(r => ask.Containers.Contains(r.Name)).ToArray();
            starts[containers[0]] = AskEngineAsync(containers, _stopping.Token);
        }
        return starts;
    }

    // What cannot be started is about to be started all the same, for those who listen. Where that means waiting for others first, it is said at once instead.
    private bool IsAnnouncedFirst(Refuse step) =>
        step.State == KnownResourceStates.FailedToStart && Find(step) is var resource && Planner.IsProcess(resource) && !resource.HasAnnotationOfType<WaitAnnotation>();

    private IResource Find(Refuse step) => parts.Model.Resources.First(r => string.Equals(r.Name, step.Resource, StringComparison.OrdinalIgnoreCase));

    private async Task RefuseAnnouncedAsync(IResource resource, Refuse step, CancellationToken cancellationToken)
    {
        try
        {
            await parts.Events.BeforeStartAsync(resource, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            parts.Loggers.GetLogger(resource).LogError(e, "A handler of the start of '{Resource}' failed: {Reason}", resource.Name, e.Message);
        }
        await _executor!.RefuseAsync([step]).ConfigureAwait(false);
    }

    // Containers are asked about beside everything else, so that a slow engine holds up nothing but them.
    private async Task AskEngineAsync(IReadOnlyCollection<IResource> containers, CancellationToken cancellationToken)
    {
        foreach (var container in containers)
        {
            await parts.Events.ConnectionStringsAvailableAsync(container, cancellationToken).ConfigureAwait(false);
        }
        var engine = await parts.Engine.ProbeAsync(cancellationToken).ConfigureAwait(false);
        var names = containers.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        await _executor!.RefuseAsync(Planner.Containers(parts.Model, engine).OfType<Refuse>().Where(s => names.Contains(s.Resource))).ConfigureAwait(false);
    }

    private async Task<ExecuteCommandResult> AskEngineAgainAsync(IResource container, CancellationToken cancellationToken)
    {
        await AskEngineAsync([container], cancellationToken).ConfigureAwait(false);
        return CommandResults.Failure($"'{container.Name}' could not be started; its log says why.");
    }

    private async Task StopOnceAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_fleet is not null)
        {
            await _fleet.DisposeAsync().ConfigureAwait(false);
        }
        await Task.WhenAll(_watchers).ConfigureAwait(false);
        parts.Events.Unlisten();
        if (_executor is not null)
        {
            await _executor.DisposeAsync().ConfigureAwait(false);
        }
        _store?.Dispose();
    }
}
