using System.Diagnostics;

namespace Aspire.Hosting;

/// <summary>Metadata of a project that is named by its path.</summary>
[DebuggerDisplay("{ProjectPath,nq}")]
internal sealed class ProjectMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath { get; } = projectPath;
}
