using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Chooses the launch profile of a project.</summary>
internal static class LaunchProfileExtensions
{
    public static LaunchSettings? GetLaunchSettings(this ProjectResource project)
    {
        if (!project.TryGetLastAnnotation<IProjectMetadata>(out var metadata))
        {
            throw new DistributedApplicationException($"The project resource '{project.Name}' has no project metadata. Add it with AddProject.");
        }

        return metadata.LaunchSettings ?? LaunchSettingsFile.Read(metadata);
    }

    /// <summary>
    /// The profile in effect: the one named for the resource, else the one the AppHost runs with, else the first that starts the project.
    /// </summary>
    /// <exception cref="DistributedApplicationException">A profile is named that does not exist, and <paramref name="throwIfNotFound"/> is set.</exception>
    public static NamedLaunchProfile? GetEffectiveLaunchProfile(this ProjectResource project, bool throwIfNotFound = false)
    {
        if (project.HasAnnotationOfType<ExcludeLaunchProfileAnnotation>())
        {
            return null;
        }

        var settings = project.GetLaunchSettings();

        if (project.TryGetLastAnnotation<LaunchProfileAnnotation>(out var named))
        {
            return Find(settings, named.LaunchProfileName)
                ?? (throwIfNotFound ? throw NotFound(project, named.LaunchProfileName, settings) : null);
        }

        if (project.TryGetLastAnnotation<DefaultLaunchProfileAnnotation>(out var hosts) && Find(settings, hosts.LaunchProfileName) is { } same)
        {
            return same;
        }

        foreach (var (name, profile) in settings?.Profiles ?? [])
        {
            if (profile.CommandName is null or "Project" or "Executable")
            {
                return new NamedLaunchProfile(name, profile);
            }
        }

        return null;
    }

    private static NamedLaunchProfile? Find(LaunchSettings? settings, string name) =>
        settings is not null && settings.Profiles.TryGetValue(name, out var profile) ? new NamedLaunchProfile(name, profile) : null;

    private static DistributedApplicationException NotFound(ProjectResource project, string name, LaunchSettings? settings)
    {
        var file = LaunchSettingsFile.PathFor(project.GetProjectMetadata());
        var known = settings is null
            ? $"There is no file '{file}'."
            : $"The file '{file}' has these profiles: {string.Join(", ", settings.Profiles.Keys.Select(key => $"'{key}'"))}.";

        return new DistributedApplicationException($"Launch settings file for project resource '{project.Name}' does not contain a profile named '{name}'. {known}");
    }
}

/// <summary>A launch profile and its name.</summary>
internal sealed record NamedLaunchProfile(string Name, LaunchProfile LaunchProfile);
