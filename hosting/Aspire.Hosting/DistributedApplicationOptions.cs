using System.Reflection;

namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    private readonly Lazy<AppHostFacts> _facts;
    private Assembly? _assembly;
    private string? _projectDirectory;
    private string? _projectName;

    /// <summary>Creates options with their defaults.</summary>
    public DistributedApplicationOptions() => _facts = new(() => AppHostFacts.Of(Assembly));

    /// <summary>A registry that replaces those of all container images.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>Whether the resources' logs also appear in the host's log.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The assembly of the AppHost; null for the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Whether the dashboard stays off.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Whether plain http is good enough for the dashboard.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>The directory of the AppHost's project; relative paths of the model start there.</summary>
    public string? ProjectDirectory
    {
        get => _projectDirectory ?? _facts.Value.ProjectDirectory;
        set => _projectDirectory = value;
    }

    internal string? ProjectName
    {
        get => _projectName ?? _facts.Value.ProjectName;
        set => _projectName = value;
    }

    internal string? IntermediateOutputPath => _facts.Value.IntermediateOutputPath;

    internal Assembly? Assembly
    {
        get => _assembly ?? (AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly());
        set
        {
            _assembly = value;
            AssemblyName = value?.GetName().Name;
        }
    }

    internal bool DashboardEnabled => !DisableDashboard;
}
