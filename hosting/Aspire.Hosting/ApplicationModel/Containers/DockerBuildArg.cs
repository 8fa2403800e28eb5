using System.ComponentModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A build argument of a Dockerfile. Use <c>WithBuildArg</c> instead.</summary>
[Obsolete("Use WithBuildArg on the container resource instead.")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DockerBuildArg(string name, object? value = null)
{
    /// <summary>The argument's name.</summary>
    public string Name { get; init; } = name;

    /// <summary>The argument's value.</summary>
    public object? Value { get; init; } = value;
}
