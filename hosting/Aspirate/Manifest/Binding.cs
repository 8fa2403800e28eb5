namespace Aspirate.Manifest;

/// <summary>An endpoint that a resource offers.</summary>
public sealed record Binding(string Name, string Path, string Scheme, string Protocol, string Transport, int? Port, int? TargetPort, bool External)
{
    /// <summary>Meant for whoever sits at the machine: no ingress, but in Compose a port on loopback.</summary>
    public bool Local { get; init; }

    public bool IsHttp => Scheme is "http" or "https";

    public bool IsUdp => Protocol == "udp";
}
