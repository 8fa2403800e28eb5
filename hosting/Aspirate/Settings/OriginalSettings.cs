using Aspirate.Json;

namespace Aspirate.Settings;

/// <summary>An <c>aspirate.json</c> of the original tool: other names for some of our settings, which go before these.</summary>
internal sealed record OriginalSettings(string? Registry, string? RepositoryPrefix, IReadOnlyList<string> Tags, string? Builder, string? Context, IReadOnlyDictionary<string, string> Args)
{
    private static readonly OriginalSettings None = new(null, null, [], null, null, new Dictionary<string, string>());

    public static OriginalSettings Read(JsonCursor root)
    {
        if (!root.TryGet("ContainerSettings", out var settings) || !KnownMembers.Check(settings, "Registry", "RepositoryPrefix", "Tag", "Tags", "Builder", "BuildArgs", "Context"))
        {
            return None;
        }

        Dictionary<string, string> args = new(StringComparer.Ordinal);
        foreach (var text in SettingsReader.Texts(settings, "BuildArgs") ?? [])
        {
            if (Images.BuildArgument.Parse(text) is { Resource: null } argument)
            {
                args[argument.Name] = argument.Value;
            }
            else
            {
                settings.Report("BuildArgs", "must be a list of NAME=VALUE.");
            }
        }

        var tag = settings.Text("Tag");
        return new(Some(settings, "Registry"), Some(settings, "RepositoryPrefix"), SettingsReader.Texts(settings, "Tags") ?? (tag is null ? [] : [tag]), Some(settings, "Builder"), Some(settings, "Context"), args);
    }

    private static string? Some(JsonCursor settings, string name) => settings.Text(name) is { Length: > 0 } text ? text : null;
}
