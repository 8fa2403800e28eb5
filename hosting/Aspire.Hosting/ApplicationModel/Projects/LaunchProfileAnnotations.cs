using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The launch profile a project uses.</summary>
/// <param name="launchProfileName">The profile's name.</param>
[DebuggerDisplay("{LaunchProfileName,nq}")]
public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>The launch profile a project uses if it has one of that name.</summary>
/// <param name="launchProfileName">The profile's name.</param>
[DebuggerDisplay("{LaunchProfileName,nq}")]
public sealed class DefaultLaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>Says that a project uses no launch profile.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation;

/// <summary>Says that a project does not trust forwarded headers when published.</summary>
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;
