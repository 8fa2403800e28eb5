using System.Collections.Immutable;
using System.Net;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Planning;

/// <summary>One thing the run will do, and why. Pure data: the executor carries it out without deciding anything.</summary>
internal abstract record PlanStep(string Resource, string Cause)
{
    /// <summary>The one word the line begins with.</summary>
    public abstract string Verb { get; }

    /// <summary>What it is done to.</summary>
    public virtual string Subject => Resource;

    /// <summary>How it is done.</summary>
    public abstract string Detail { get; }

    /// <summary>One line: verb, subject, detail, cause.</summary>
    public sealed override string ToString() => $"{Verb,-7} {Subject}: {Detail}; because {Cause}";
}

/// <summary>Give a resource that is a value (parameter, connection string, external service) its state and properties.</summary>
internal sealed record ProvideValue(string Resource, string Kind, string Cause) : PlanStep(Resource, Cause)
{
    public override string Verb => "value";
    public override string Detail => Kind;
}

/// <summary>Hand a resource that manages itself to its own event handlers.</summary>
internal sealed record HandOver(string Resource, string Cause) : PlanStep(Resource, Cause)
{
    public override string Verb => "hand";
    public override string Detail => "to its own event handlers";
}

/// <summary>Where a port number comes from.</summary>
internal enum PortSource
{
    /// <summary>The AppHost says the number.</summary>
    Asked,

    /// <summary>The last run used it.</summary>
    Remembered,

    /// <summary>Chosen now, to be remembered.</summary>
    Fresh,

    /// <summary>Left to the operating system and not remembered.</summary>
    Any,
}

/// <summary>A port and where it comes from; 0 when the operating system chooses.</summary>
internal readonly record struct PortChoice(int Port, PortSource Source)
{
    public override string ToString() => Source is PortSource.Any ? "any free port" : $"port {Port}";
}

/// <summary>How an endpoint's connections reach the resource behind it.</summary>
internal enum EndpointPath
{
    /// <summary>Through a TCP proxy of this process.</summary>
    Proxied,

    /// <summary>The resource listens on the public port itself.</summary>
    Direct,

    /// <summary>A container engine would publish the port; nothing listens until it does.</summary>
    Published,
}

/// <summary>Give an endpoint its public address.</summary>
internal sealed record AllocateEndpoint(
    string Resource, string Endpoint, EndpointPath Path, string Scheme, ImmutableArray<IPAddress> Listen, string Address,
    EndpointBindingMode Binding, PortChoice Port, int? TargetPort, int Replicas, string Cause) : PlanStep(Resource, Cause)
{
    public override string Verb => Path is EndpointPath.Proxied ? "proxy" : "address";
    public override string Subject => $"{Resource}/{Endpoint}";

    public override string Detail
    {
        get
        {
            var from = $"{Scheme} on {string.Join(" and ", Listen)} {Port}";
            var target = TargetPort is { } port ? $"port {port}" : "a port of its own";
            return Path switch
            {
                EndpointPath.Proxied when Replicas > 1 => $"{from}, to {Replicas} replicas, each on {target}",
                EndpointPath.Proxied => $"{from}, to {target}",
                EndpointPath.Published => $"{from}, published by the container engine, to {target}",
                _ => $"{from}, bound by the resource itself",
            };
        }
    }
}

/// <summary>Start one replica, or hold it until somebody asks.</summary>
internal sealed record StartReplica(string Resource, int Replica, int Replicas, string What, ImmutableArray<string> Waits, bool Held, string Cause)
    : PlanStep(Resource, Cause)
{
    public override string Verb => Held ? "hold" : "start";
    public override string Subject => Replicas > 1 ? $"{Resource} ({Replica + 1} of {Replicas})" : Resource;
    public override string Detail => Waits.IsEmpty ? What : $"{What}, after {string.Join(", ", Waits)}";
}

/// <summary>Do not start a resource, and say why; a command may try again.</summary>
internal sealed record Refuse(string Resource, string State, string Reason, string Cause) : PlanStep(Resource, Cause)
{
    public override string Verb => "refuse";
    public override string Detail => $"{State}: {Reason}";
}

/// <summary>Ask the container engine; the answer is planned separately so that nothing else waits for it.</summary>
internal sealed record AskEngine(ImmutableArray<string> Containers, string Cause) : PlanStep(Containers[0], Cause)
{
    public override string Verb => "ask";
    public override string Subject => "container engine";
    public override string Detail => $"for {string.Join(", ", Containers)}";
}

/// <summary>Probe the health of a resource while it runs.</summary>
internal sealed record WatchHealth(string Resource, ImmutableArray<string> Keys, string Cause) : PlanStep(Resource, Cause)
{
    public override string Verb => "watch";
    public override string Detail => string.Join(", ", Keys);
}
