using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A network that an endpoint is looked at from.</summary>
[DebuggerDisplay("{Value}")]
public record NetworkIdentifier(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>The networks there are.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>This machine, as its processes see it.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The network that the containers share.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");

    /// <summary>The internet.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");
}
