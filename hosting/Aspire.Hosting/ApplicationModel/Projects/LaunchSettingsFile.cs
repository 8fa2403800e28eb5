using System.Text.Json;

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
            using var document = JsonDocument.Parse(stream, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return ReadSettings(document.RootElement);
        }
        // A value of another kind than it must be is an invalid operation to the reader.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new DistributedApplicationException($"The launch settings file '{path}' of the project '{project}' is not valid JSON: {exception.Message}", exception);
        }
    }

    // Read member by member: a serializer for these two small types costs more time at every start than all the rest of reading a project.
    private static LaunchSettings? ReadSettings(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var settings = new LaunchSettings();
        if (root.TryGetProperty("profiles", out var profiles))
        {
            foreach (var profile in profiles.EnumerateObject())
            {
                settings.Profiles[profile.Name] = ReadProfile(profile.Value);
            }
        }

        return settings;
    }

    private static LaunchProfile ReadProfile(JsonElement element)
    {
        var profile = new LaunchProfile
        {
            CommandName = Text(element, "commandName"),
            CommandLineArgs = Text(element, "commandLineArgs"),
            ExecutablePath = Text(element, "executablePath"),
            DotnetRunMessages = Switch(element, "dotnetRunMessages"),
            LaunchBrowser = Switch(element, "launchBrowser"),
            LaunchUrl = Text(element, "launchUrl"),
            ApplicationUrl = Text(element, "applicationUrl"),
        };
        if (element.TryGetProperty("environmentVariables", out var variables) && variables.ValueKind != JsonValueKind.Null)
        {
            foreach (var variable in variables.EnumerateObject())
            {
                profile.EnvironmentVariables[variable.Name] = variable.Value.GetString()!;
            }
        }

        return profile;
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static bool? Switch(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetBoolean() : null;
}
