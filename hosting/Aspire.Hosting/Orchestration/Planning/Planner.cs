using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Orchestration.Launching;
using Aspire.Hosting.Orchestration.Ports;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Orchestration.Planning;

/// <summary>Model and observation in, plan out. Pure: it reads no clock, no file, no socket, so that a plan can be compared as text.</summary>
internal static class Planner
{
    /// <summary>Plans a run.</summary>
    public static RunPlan Plan(DistributedApplicationModel model, Observation seen)
    {
        var steps = ImmutableArray.CreateBuilder<PlanStep>();
        var notices = seen.Notices.ToBuilder();
        foreach (var resource in model.Resources)
        {
            if (Value(resource) is { } value)
            {
                steps.Add(value);
            }
        }
        foreach (var resource in model.Resources)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                steps.Add(Allocate(resource, endpoint, seen, notices));
            }
        }
        foreach (var resource in model.Resources)
        {
            steps.AddRange(Start(resource, seen));
        }
        steps.AddRange(Containers(model, seen.Engine));
        foreach (var resource in model.Resources)
        {
            var keys = HealthKeys(resource);
            if (!keys.IsEmpty)
            {
                steps.Add(new WatchHealth(resource.Name, keys, "the resource has health checks"));
            }
        }
        return new RunPlan(steps.ToImmutable(), Problems(model, seen), notices.ToImmutable());
    }

    /// <summary>The steps for the containers; they alone depend on the engine's answer.</summary>
    public static ImmutableArray<PlanStep> Containers(DistributedApplicationModel model, EngineProbe? engine)
    {
        var containers = model.Resources.Where(r => r.IsContainer()).Select(r => r.Name).ToImmutableArray();
        if (containers.IsEmpty)
        {
            return [];
        }
        if (engine is null)
        {
            return [new AskEngine(containers, "these resources are containers")];
        }
        var reason = engine.Answers
            ? $"{engine.Reason} This version does not start containers yet."
            : engine.Reason;
        var remedy = engine.Answers ? "Use what the resource offers for machines without containers, or run the container yourself." : engine.Remedy;
        return [.. containers.Select(name => new Refuse(name, KnownResourceStates.RuntimeUnhealthy, $"{reason} {remedy}".Trim(), "it is a container"))];
    }

    /// <summary>True for the resources whose processes this engine starts itself.</summary>
    public static bool IsProcess(IResource resource) => !resource.IsContainer() && resource is ProjectResource or ExecutableResource;

    private static ProvideValue? Value(IResource resource) => resource switch
    {
        ParameterResource { IsConnectionString: true } => new(resource.Name, "connection string from configuration", "the model has it"),
        ParameterResource { Secret: true } => new(resource.Name, "secret parameter", "the model has it"),
        ParameterResource => new(resource.Name, "parameter", "the model has it"),
        ConnectionStringResource => new(resource.Name, "connection string", "the model has it"),
        ExternalServiceResource => new(resource.Name, "external service", "the model has it"),
        _ => null,
    };

    private static AllocateEndpoint Allocate(IResource resource, EndpointAnnotation endpoint, Observation seen, ImmutableArray<string>.Builder notices)
    {
        var path = EndpointKinds.Path(resource, endpoint);
        var (listen, address, mode) = EndpointKinds.Binding(endpoint.TargetHost);
        var (port, cause) = Choose(resource, endpoint, path, seen, notices);
        var target = path is EndpointPath.Direct ? null : endpoint.TargetPort;
        return new AllocateEndpoint(resource.Name, endpoint.Name, path, endpoint.UriScheme, [.. listen], address, mode, port, target, resource.GetReplicaCount(), cause);
    }

    private static (PortChoice Port, string Cause) Choose(
        IResource resource, EndpointAnnotation endpoint, EndpointPath path, Observation seen, ImmutableArray<string>.Builder notices)
    {
        var asked = endpoint.Port ?? (path is EndpointPath.Direct ? endpoint.TargetPort : null);
        if (seen.RandomizePorts && (path is not EndpointPath.Direct || asked is null))
        {
            return (new PortChoice(0, PortSource.Any), "this run has random ports");
        }
        if (asked is { } fixedPort)
        {
            return (new PortChoice(fixedPort, PortSource.Asked), endpoint.FromLaunchProfile ? "its launch profile says so" : "the AppHost says so");
        }

        var key = EndpointKinds.Key(resource, endpoint);
        if (seen.RememberedPorts.TryGetValue(key, out var remembered))
        {
            if (!seen.TakenPorts.TryGetValue(remembered, out var owner))
            {
                return (new PortChoice(remembered, PortSource.Remembered), "the last run used it");
            }
            var fresh = Fresh(seen, key);
            notices.Add($"The endpoint '{endpoint.Name}' of '{resource.Name}' had port {remembered}, which is now taken by {Describe(owner)}. It has {fresh} from now on.");
            return (fresh, $"port {remembered} of the last run is taken by {Describe(owner)}");
        }
        return (Fresh(seen, key), "no run has used one yet");
    }

    private static PortChoice Fresh(Observation seen, string key) =>
        seen.FreshPorts.TryGetValue(key, out var port) ? new PortChoice(port, PortSource.Fresh) : new PortChoice(0, PortSource.Any);

    private static IEnumerable<PlanStep> Start(IResource resource, Observation seen)
    {
        if (!IsProcess(resource))
        {
            if (!resource.IsContainer() && Value(resource) is null)
            {
                yield return new HandOver(resource.Name, "it is neither a process nor a container nor a value");
            }
            yield break;
        }
        if (TakenPort(resource, seen) is { } taken)
        {
            yield return new Refuse(resource.Name, KnownResourceStates.FailedToStart, taken, "a port it needs is taken");
            yield break;
        }
        var held = resource.HasAnnotationOfType<ExplicitStartupAnnotation>();
        var (what, missing) = What(resource, seen);
        if (missing is not null)
        {
            yield return new Refuse(resource.Name, held ? KnownResourceStates.NotStarted : KnownResourceStates.FailedToStart, missing, "there is nothing to start");
            yield break;
        }

        var replicas = resource.GetReplicaCount();
        var waits = Waits(resource);
        for (var replica = 0; replica < replicas; replica++)
        {
            yield return new StartReplica(resource.Name, replica, replicas, what, waits, held,
                held ? "it starts only when asked to" : resource is ProjectResource ? "it is a project" : "it is an executable");
        }
    }

    private static (string What, string? Missing) What(IResource resource, Observation seen)
    {
        if (resource is ExecutableResource executable)
        {
            return ($"{executable.Command} in {executable.WorkingDirectory}", null);
        }
        return seen.Projects.GetValueOrDefault(resource.Name) switch
        {
            ProjectLocation.Built built => ($"dotnet {built.Assembly}", null),
            ProjectLocation.SourceFile file => ($"dotnet run {file.Path}", null),
            ProjectLocation.Missing nothing => ("", nothing.Reason),
            _ => ("", $"Nothing is known about the project '{resource.Name}'."),
        };
    }

    // All taken ports of one resource in one message.
    private static string? TakenPort(IResource resource, Observation seen)
    {
        var taken =
            from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
            let path = EndpointKinds.Path(resource, endpoint)
            from port in ListenedPorts(endpoint, path, seen.RandomizePorts)
            where seen.TakenPorts.ContainsKey(port)
            select PortMessages.Taken(resource.Name, endpoint.Name, port, seen.TakenPorts[port], path is EndpointPath.Proxied && port == endpoint.Port);
        var all = taken.ToArray();
        return all.Length == 0 ? null : string.Join(" ", all);
    }

    private static IEnumerable<int> ListenedPorts(EndpointAnnotation endpoint, EndpointPath path, bool randomize)
    {
        if (path is EndpointPath.Published)
        {
            yield break;
        }
        if (endpoint.Port is { } port && !(randomize && path is EndpointPath.Proxied))
        {
            yield return port;
        }
        if (endpoint.TargetPort is { } target && target != endpoint.Port)
        {
            yield return target;
        }
    }

    private static ImmutableArray<string> Waits(IResource resource) =>
    [
        .. resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.WaitType switch
        {
            WaitType.WaitForCompletion => $"{wait.Resource.Name} ended with {wait.ExitCode}",
            WaitType.WaitUntilStarted => $"{wait.Resource.Name} started",
            _ => $"{wait.Resource.Name} is healthy",
        }).Distinct(StringComparer.Ordinal),
    ];

    private static ImmutableArray<string> HealthKeys(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).Distinct(StringComparer.Ordinal)];

    /// <summary>The health checks that resources name and nobody has registered.</summary>
    public static IEnumerable<(string Resource, string Key)> UnregisteredHealthChecks(DistributedApplicationModel model, IReadOnlyCollection<string> registered) =>
        from resource in model.Resources
        from key in HealthKeys(resource)
        where !registered.Contains(key)
        select (resource.Name, key);

    private static ImmutableArray<string> Problems(DistributedApplicationModel model, Observation seen)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        problems.AddRange(EndpointRules.Check(model, seen.RandomizePorts));
        problems.AddRange(
            from missing in UnregisteredHealthChecks(model, seen.HealthChecks)
            let key = missing.Key
            select $"The resource '{missing.Resource}' names the health check '{key}', but none of that name is registered. " +
                   $"Register it with builder.Services.AddHealthChecks().AddCheck(\"{key}\", ...), or correct the key given to WithHealthCheck.");
        return problems.ToImmutable();
    }

    private static string Describe(PortOwner? owner) => PortMessages.Describe(owner);
}
