using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A volume or a directory of the host, mounted into a container.</summary>
[DebuggerDisplay("{Type} {Source,nq} -> {Target,nq}")]
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Describes a mount. Only a volume may have no source; an anonymous volume cannot be read-only.</summary>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        if (type == ContainerMountType.BindMount)
        {
            ArgumentException.ThrowIfNullOrEmpty(source);
            if (!Path.IsPathRooted(source))
            {
                throw new ArgumentException("Bind mounts must specify an absolute path as the source.", nameof(source));
            }
        }

        if (type == ContainerMountType.Volume && string.IsNullOrEmpty(source) && isReadOnly)
        {
            throw new ArgumentException("Anonymous volumes cannot be read-only.", nameof(isReadOnly));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>The volume name or the path on the host; <see langword="null"/> for an anonymous volume.</summary>
    public string? Source { get; }

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>Volume or bind mount.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Whether the container may not write to it.</summary>
    public bool IsReadOnly { get; }
}

/// <summary>The kinds of mount.</summary>
public enum ContainerMountType
{
    /// <summary>A file or directory of the host.</summary>
    BindMount,

    /// <summary>A volume kept by the container runtime.</summary>
    Volume,
}
