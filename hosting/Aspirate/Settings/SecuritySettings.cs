namespace Aspirate.Settings;

/// <summary>What an image needs beyond the strict default: the documented way out.</summary>
public sealed record SecuritySettings
{
    public bool? RunAsNonRoot { get; init; }

    public int? RunAsUser { get; init; }

    public bool? ReadOnlyRootFilesystem { get; init; }

    public bool? AllowPrivilegeEscalation { get; init; }

    public IReadOnlyList<string>? AddCapabilities { get; init; }

    /// <summary>Folders that must be writable although the root is read-only.</summary>
    public IReadOnlyList<string>? WritablePaths { get; init; }

    public SecuritySettings Over(SecuritySettings below) => new()
    {
        RunAsNonRoot = RunAsNonRoot ?? below.RunAsNonRoot,
        RunAsUser = RunAsUser ?? below.RunAsUser,
        ReadOnlyRootFilesystem = ReadOnlyRootFilesystem ?? below.ReadOnlyRootFilesystem,
        AllowPrivilegeEscalation = AllowPrivilegeEscalation ?? below.AllowPrivilegeEscalation,
        AddCapabilities = AddCapabilities ?? below.AddCapabilities,
        WritablePaths = WritablePaths ?? below.WritablePaths,
    };
}
