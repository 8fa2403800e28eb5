using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>Reads <c>Properties/launchSettings.json</c> beside a project, or <c>X.run.json</c> beside a file-based program.</summary>
internal static class LaunchSettingsFile
{
    public static string PathFor(IProjectMetadata metadata)
    {
        var directory = Path.GetDirectoryName(metadata.ProjectPath) ?? string.Empty;

        return metadata.IsFileBasedApp
            ? Path.Combine(directory, Path.GetFileNameWithoutExtension(metadata.ProjectPath) + ".run.json")
            : Path.Combine(directory, "Properties", "launchSettings.json");
    }

    /// <summary>The settings, or null where the project has none.</summary>
    /// <exception cref="DistributedApplicationException">The file is not valid JSON.</exception>
    public static LaunchSettings? Read(IProjectMetadata metadata) => Read(PathFor(metadata), metadata.ProjectPath);

    /// <summary>The settings of the project in a folder, or null where it has none.</summary>
    /// <exception cref="DistributedApplicationException">The file is not valid JSON.</exception>
    public static LaunchSettings? ReadFrom(string directory) => Read(Path.Combine(directory, "Properties", "launchSettings.json"), directory);

    private static LaunchSettings? Read(string path, string project)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, LaunchSettingsJson.Default.LaunchSettings);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The launch settings file '{path}' of the project '{project}' is not valid JSON: {exception.Message}", exception);
        }
    }
}

[JsonSerializable(typeof(LaunchSettings))]
[JsonSourceGenerationOptions(ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true)]
internal sealed partial class LaunchSettingsJson : JsonSerializerContext;
