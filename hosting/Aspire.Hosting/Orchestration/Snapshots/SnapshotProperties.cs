using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Snapshots;

/// <summary>Sets and removes properties of a snapshot by name.</summary>
internal static class SnapshotProperties
{
    /// <summary>The properties with one set; a null value removes it.</summary>
    public static ImmutableArray<ResourcePropertySnapshot> Set(this ImmutableArray<ResourcePropertySnapshot> properties, string name, object? value, bool isSensitive = false)
    {
        var others = properties.IsDefault ? [] : properties.RemoveAll(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
        return value is null ? others : others.Add(new ResourcePropertySnapshot(name, value) { IsSensitive = isSensitive });
    }

    /// <summary>The value of a property, or null.</summary>
    public static object? Get(this ImmutableArray<ResourcePropertySnapshot> properties, string name) =>
        properties.IsDefault ? null : properties.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;
}
