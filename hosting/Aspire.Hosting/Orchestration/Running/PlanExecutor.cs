using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Planning;
using Aspire.Hosting.Orchestration.Ports;
using Aspire.Hosting.Orchestration.Snapshots;
using Aspire.Hosting.Orchestration.Supervision;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Running;

/// <summary>Carries out a plan, step by step as it stands. It decides nothing: what is wrong was found by the planner, what goes wrong is a replica's own affair.</summary>
internal sealed class PlanExecutor(DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers) : IAsyncDisposable
{
    private readonly Dictionary<string, IResource> _resources = model.Resources.ToDictionary(r => r.Name, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, PublicEndpoint> _endpoints = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The endpoints that have been given their addresses.</summary>
    public IReadOnlyCollection<PublicEndpoint> Endpoints => _endpoints.Values;

    /// <summary>Opens every endpoint; from here on the model knows all addresses.</summary>
    public void Allocate(RunPlan plan)
    {
        foreach (var step in plan.Of<AllocateEndpoint>())
        {
            var resource = _resources[step.Resource];
            var annotation = resource.Annotations.OfType<EndpointAnnotation>().First(e => string.Equals(e.Name, step.Endpoint, StringComparison.OrdinalIgnoreCase));
            var endpoint = new PublicEndpoint(resource, annotation, step);
            _endpoints[endpoint.Key] = endpoint;
            // A port that cannot be had fails the resource when it starts, with the same message; others keep their addresses.
            endpoint.Open();
        }
    }

    /// <summary>The replicas of a resource, with the endpoints that they serve.</summary>
    public IEnumerable<Replica> Replicas(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().Select(e => _endpoints[EndpointKinds.Key(resource, e)]).ToArray();
        return InstanceNames.Assign(resource).Select(i => new Replica(resource, i.Index, i.Name, i.Suffix, endpoints));
    }

    /// <summary>The port of one replica's endpoint, or null when there is no such endpoint.</summary>
    public int? TargetPort(string resource, string endpoint, int replica) =>
        _endpoints.TryGetValue($"{resource}/{endpoint}", out var found) ? found.TargetPort(replica) : null;

    /// <summary>Gives the resources that are not started the state and the reason that the plan has for them.</summary>
    public async Task RefuseAsync(IEnumerable<Refuse> steps)
    {
        foreach (var step in steps)
        {
            var resource = _resources[step.Resource];
            foreach (var name in resource.GetResolvedResourceNames())
            {
                loggers.GetLogger(name).LogError("{Reason}", step.Reason);
            }
            await notifications.PublishUpdateAsync(resource, s => s with
            {
                State = new ResourceStateSnapshot(step.State, step.State == KnownResourceStates.NotStarted ? null : KnownResourceStateStyles.Error),
                Properties = s.Properties.Set(PropertyNames.StateReason, step.Reason),
            }).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in _endpoints.Values)
        {
            await endpoint.DisposeAsync().ConfigureAwait(false);
        }
    }
}
