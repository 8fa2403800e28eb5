namespace Aspire.Hosting.Orchestration.Snapshots;

/// <summary>The names of snapshot properties, as tools that read Aspire's snapshots know them; the last two are ours.</summary>
internal static class PropertyNames
{
    public const string Source = "resource.source";
    public const string ConnectionString = "resource.connectionString";
    public const string AppArgs = "resource.appArgs";
    public const string AppArgsSensitivity = "resource.appArgsSensitivity";
    public const string ExecutablePath = "executable.path";
    public const string ExecutableWorkDir = "executable.workDir";
    public const string ExecutableArgs = "executable.args";
    public const string ExecutablePid = "executable.pid";
    public const string ProjectPath = "project.path";
    public const string ProjectLaunchProfile = "project.launchProfile";
    public const string ContainerImage = "container.image";
    public const string ContainerLifetime = "container.lifetime";
    public const string ContainerPorts = "container.ports";

    /// <summary>Why the resource is in the state it is in.</summary>
    public const string StateReason = "resource.stateReason";

    /// <summary>What the resource waits for, why, and since when.</summary>
    public const string WaitingFor = "resource.waitingFor";
}
