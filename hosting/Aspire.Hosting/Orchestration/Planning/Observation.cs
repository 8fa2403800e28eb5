using System.Collections.Immutable;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Orchestration.Launching;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Orchestration.Planning;

/// <summary>What was found out about the machine before planning. The planner reads this and the model, and nothing else.</summary>
internal sealed record Observation
{
    /// <summary>Every proxied endpoint gets any free port, also one that asks for a number.</summary>
    public bool RandomizePorts { get; init; }

    /// <summary>The ports of the last run, by "resource/endpoint".</summary>
    public IReadOnlyDictionary<string, int> RememberedPorts { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The ports, of those that anybody asks for or remembers, that somebody listens on; who it is where that is known.</summary>
    public IReadOnlyDictionary<int, PortOwner?> TakenPorts { get; init; } = ImmutableDictionary<int, PortOwner?>.Empty;

    /// <summary>A free port for each endpoint that may need a new one, by "resource/endpoint".</summary>
    public IReadOnlyDictionary<string, int> FreshPorts { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>What each project was built to, by resource.</summary>
    public IReadOnlyDictionary<string, ProjectLocation> Projects { get; init; } = ImmutableDictionary<string, ProjectLocation>.Empty;

    /// <summary>The container engine's answer; null while it has not been asked.</summary>
    public EngineProbe? Engine { get; init; }

    /// <summary>The health checks that are registered.</summary>
    public IReadOnlySet<string> HealthChecks { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>What else the observer wants the user to know.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}
