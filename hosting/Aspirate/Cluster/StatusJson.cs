using System.Text.Json;

namespace Aspirate.Cluster;

/// <summary>Reads objects as the cluster tells them: any member may be missing.</summary>
internal static class StatusJson
{
    public static string? Field(JsonElement item, string field) => item.TryGetProperty(field, out var value) ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(JsonElement parent, string member) => parent.TryGetProperty(member, out var list) ? list.EnumerateArray() : [];

    /// <summary>The conditions of an object's status.</summary>
    public static IEnumerable<JsonElement> Conditions(JsonElement item) => item.TryGetProperty("status", out var status) ? Items(status, "conditions") : [];
}
