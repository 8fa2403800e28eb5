namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where an emulator keeps its data.</summary>
/// <param name="Path">An absolute directory; null keeps the data in memory.</param>
internal sealed record ElasticsearchEmulatorDataAnnotation(string? Path) : IResourceAnnotation;
