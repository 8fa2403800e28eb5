using System.Text.Json;

namespace Aspirate.Cluster;

/// <summary>Which object something is about.</summary>
internal sealed record ObjectKey(string Kind, string? Namespace, string Name)
{
    public static ObjectKey Of(JsonElement item) => new(
        item.GetProperty("kind").GetString()!,
        item.GetProperty("metadata").TryGetProperty("namespace", out var place) ? place.GetString() : null,
        item.GetProperty("metadata").GetProperty("name").GetString()!);

    public override string ToString() => Namespace is null ? $"{Kind}/{Name}" : $"{Kind}/{Name} in {Namespace}";
}
