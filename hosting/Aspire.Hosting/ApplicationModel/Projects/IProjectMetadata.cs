using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Where a project is. The build generates an implementation per referenced project.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>The launch settings, if they do not come from the project's <c>Properties/launchSettings.json</c>.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>The project's configuration, if it does not come from its <c>appsettings.json</c> files.</summary>
    internal IConfiguration? Configuration => null;

    /// <summary>Whether the path is a single <c>.cs</c> file, which the SDK builds and runs by itself.</summary>
    internal bool IsFileBasedApp => ProjectPath.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
}
