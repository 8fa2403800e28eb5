namespace Aspirate.Manifest;

/// <summary>An endpoint that a resource offers.</summary>
public sealed record Binding(string Name, string Path, string Scheme, string Protocol, string Transport, int? Port, int? TargetPort, bool External)
{
    public bool IsHttp => Scheme is "http" or "https";

    public bool IsUdp => Protocol == "udp";
}
