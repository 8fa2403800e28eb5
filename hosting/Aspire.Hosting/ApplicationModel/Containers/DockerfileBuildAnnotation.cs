namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the image is built from a Dockerfile.</summary>
/// <param name="contextPath">The absolute path of the build context.</param>
/// <param name="dockerfilePath">The absolute path of the Dockerfile.</param>
/// <param name="stage">The stage to build; <see langword="null"/> builds the last.</param>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    /// <summary>The absolute path of the build context.</summary>
    public string ContextPath { get; } = contextPath;

    /// <summary>The absolute path of the Dockerfile.</summary>
    public string DockerfilePath { get; } = dockerfilePath;

    /// <summary>The stage to build, if not the last.</summary>
    public string? Stage { get; } = stage;

    /// <summary>Build arguments by name.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Build secrets by id.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];
}
