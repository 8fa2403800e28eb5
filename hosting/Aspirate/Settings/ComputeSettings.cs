namespace Aspirate.Settings;

/// <summary>Amounts of processor and memory, as Kubernetes quantities. An empty string means: none.</summary>
public sealed record ComputeSettings(string? Cpu = null, string? Memory = null)
{
    public ComputeSettings Over(ComputeSettings below) => new(Cpu ?? below.Cpu, Memory ?? below.Memory);
}
