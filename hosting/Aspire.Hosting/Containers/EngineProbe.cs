namespace Aspire.Hosting.Containers;

/// <summary>Whether a container engine answers, where, and if not, why and what to do about it.</summary>
internal sealed record EngineProbe(bool Answers, string? Socket, string Reason, string Remedy);
