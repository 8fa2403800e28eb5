using System.Text.Json;

namespace Aspirate.Secrets;

/// <summary>The file in which the original tool keeps choices and secrets. Its secrets are encrypted in a way of their own.</summary>
internal static class OriginalState
{
    public const string FileName = "aspirate-state.json";

    public static bool HasSecrets(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var document = File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
            return document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("secrets", out var state) && state.ValueKind == JsonValueKind.Object
                && state.TryGetProperty("secrets", out var secrets) && secrets.ValueKind == JsonValueKind.Object && secrets.EnumerateObject().Any();
        }
        catch (JsonException)
        {
            // Whatever it is, it is not what that tool wrote.
            return false;
        }
    }
}
