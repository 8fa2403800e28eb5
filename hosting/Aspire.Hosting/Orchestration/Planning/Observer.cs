using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Launching;
using Aspire.Hosting.Orchestration.Ports;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Orchestration.Planning;

/// <summary>Looks at the machine: ports, build outputs. The slow question, the container engine, is asked elsewhere so that nothing waits for it.</summary>
internal sealed class Observer(AppHostBuild appHost)
{
    /// <summary>Observes what the model will need.</summary>
    public async Task<Observation> ObserveAsync(DistributedApplicationModel model, IReadOnlyDictionary<string, int> remembered, bool randomize, CancellationToken cancellationToken)
    {
        var projects = Task.WhenAll(model.Resources.OfType<ProjectResource>().Where(Planner.IsProcess).Select(project =>
            Task.Run(() => (project.Name, Location: Locate(project)), cancellationToken)));
        var ports = Task.Run(() => Ports(model, remembered, randomize), cancellationToken);

        var (taken, fresh) = await ports.ConfigureAwait(false);
        return new Observation
        {
            RandomizePorts = randomize,
            RememberedPorts = remembered,
            TakenPorts = taken,
            FreshPorts = fresh,
            Projects = (await projects.ConfigureAwait(false)).ToDictionary(p => p.Name, p => p.Location, StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>Where a project's program is now; asked again when a project that was not built is started by hand.</summary>
    public ProjectLocation Locate(ProjectResource project) =>
        ProjectLocator.Locate(project.GetProjectMetadata().ProjectPath, appHost.Configuration, appHost.Framework);

    private (Dictionary<int, PortOwner?> Taken, Dictionary<string, int> Fresh) Ports(DistributedApplicationModel model, IReadOnlyDictionary<string, int> remembered, bool randomize)
    {
        var taken = new Dictionary<int, PortOwner?>();
        var fresh = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var endpoints = model.Resources.SelectMany(r => r.Annotations.OfType<EndpointAnnotation>().Select(e => (Resource: r, Endpoint: e))).ToArray();

        // Nobody is to get a new port that another endpoint asks for or remembers.
        var spoken = new HashSet<int>(endpoints.SelectMany(e => new[] { e.Endpoint.Port, e.Endpoint.TargetPort }).OfType<int>().Concat(remembered.Values));
        foreach (var (resource, endpoint) in endpoints)
        {
            var path = EndpointKinds.Path(resource, endpoint);
            var listen = EndpointKinds.Binding(endpoint.TargetHost).Listen;
            if (path is not EndpointPath.Published)
            {
                foreach (var port in new[] { endpoint.Port, endpoint.TargetPort }.OfType<int>().Distinct())
                {
                    NoteIfTaken(port, listen, taken);
                }
            }
            var asked = endpoint.Port ?? (path is EndpointPath.Direct ? endpoint.TargetPort : null);
            if (asked is not null || randomize)
            {
                continue;
            }

            var key = EndpointKinds.Key(resource, endpoint);
            if (remembered.TryGetValue(key, out var last) && !NoteIfTaken(last, listen, taken))
            {
                continue;
            }
            fresh[key] = PortCandidates.For(appHost.Path, key).First(port => !spoken.Contains(port) && listen.All(address => FreePort.IsFree(port, address)));
            spoken.Add(fresh[key]);
        }
        return (taken, fresh);
    }

    private static bool NoteIfTaken(int port, IEnumerable<System.Net.IPAddress> listen, Dictionary<int, PortOwner?> taken)
    {
        if (listen.All(address => FreePort.IsFree(port, address)))
        {
            return false;
        }
        taken.TryAdd(port, PortOwnerLookup.Find(port));
        return true;
    }
}
