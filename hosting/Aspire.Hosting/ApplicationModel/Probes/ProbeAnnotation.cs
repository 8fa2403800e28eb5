using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A question that a deployment asks the resource again and again.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public abstract class ProbeAnnotation : IResourceAnnotation
{
    /// <summary>What depends on the answer.</summary>
    public required ProbeType Type { get; init; }

    /// <summary>Seconds before the first one.</summary>
    public int InitialDelaySeconds { get; init; } = 5;

    /// <summary>Seconds from one to the next.</summary>
    public int PeriodSeconds { get; init; } = 5;

    /// <summary>Seconds to wait for an answer.</summary>
    public int TimeoutSeconds { get; set; } = 1;

    /// <summary>Failures in a row that count.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Successes in a row that count after a failure.</summary>
    public int SuccessThreshold { get; init; } = 1;
}

/// <summary>A probe by HTTP GET.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public sealed class EndpointProbeAnnotation : ProbeAnnotation
{
    /// <summary>Whom it asks.</summary>
    public required EndpointReference EndpointReference { get; init; }

    /// <summary>What it asks for.</summary>
    public required string Path { get; init; }
}

/// <summary>What depends on a probe.</summary>
[Experimental("ASPIREPROBES001", UrlFormat = "https://aka.ms/aspire/diagnostics/{0}")]
public enum ProbeType
{
    /// <summary>Whether it has started; the others wait for this one.</summary>
    Startup = 0,

    /// <summary>Whether it gets requests.</summary>
    Readiness = 1,

    /// <summary>Whether it is restarted.</summary>
    Liveness = 2,
}
