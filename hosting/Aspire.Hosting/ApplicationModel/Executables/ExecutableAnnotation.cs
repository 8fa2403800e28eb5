using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The program of an executable resource and where it runs.</summary>
[DebuggerDisplay("{Command,nq} in {WorkingDirectory,nq}")]
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>The program to run.</summary>
    public required string Command { get; set; }

    /// <summary>The directory the program starts in.</summary>
    public required string WorkingDirectory { get; set; }
}
