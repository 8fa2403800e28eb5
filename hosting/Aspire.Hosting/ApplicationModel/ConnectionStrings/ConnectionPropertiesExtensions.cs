using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The parts of a connection: host, port, user and whatever else a resource tells.</summary>
public static class ConnectionPropertiesExtensions
{
    /// <summary>The value of one connection property.</summary>
    /// <exception cref="InvalidOperationException">The resource has none of that name.</exception>
    public static ReferenceExpression GetConnectionProperty(this IResourceWithConnectionString resource, string key)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrEmpty(key);

        var properties = PropertiesOf(resource);
        return properties.TryGetValue(key, out var value)
            ? value
            : throw new InvalidOperationException($"Resource '{resource.Name}' does not have a connection property '{key}'. It has {(properties.Count == 0 ? "none" : string.Join(", ", properties.Keys.Select(k => $"'{k}'")))}.");
    }

    /// <summary>All of them by name: the resource's own, and what was set on it.</summary>
    internal static Dictionary<string, ReferenceExpression> PropertiesOf(IResourceWithConnectionString resource)
    {
        var properties = new Dictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in resource.GetConnectionProperties())
        {
            properties[name] = value;
        }

        foreach (var set in resource.Annotations.OfType<ConnectionPropertyAnnotation>())
        {
            properties[set.Name] = set.Value;
        }

        return properties;
    }
}
