namespace Aspire.Hosting.ApplicationModel;

/// <summary>A file or directory written into a container.</summary>
public abstract class ContainerFileSystemItem
{
    private string? _name;

    /// <summary>The name, without any path.</summary>
    /// <exception cref="ArgumentException">The name contains a directory.</exception>
    public string Name
    {
        get => _name ?? string.Empty;
        set
        {
            ArgumentNullException.ThrowIfNull(value);

            if (Path.GetDirectoryName(value) != string.Empty)
            {
                throw new ArgumentException($"Container file name '{value}' must be a simple file or folder name and not include any path segments (eg, / or \\). Create the files in a nested directory instead.", nameof(value));
            }

            _name = value;
        }
    }

    /// <summary>The numeric id of the owner; the default owner when not set.</summary>
    public int? Owner { get; set; }

    /// <summary>The numeric id of the group; the default group when not set.</summary>
    public int? Group { get; set; }

    /// <summary>The permissions; 0 takes the default for the kind, less the umask.</summary>
    public UnixFileMode Mode { get; set; }
}

/// <summary>A file with text or a source on the host; the two exclude each other.</summary>
public abstract class ContainerFileBase : ContainerFileSystemItem
{
    /// <summary>The text of the file.</summary>
    public string? Contents { get; set; }

    /// <summary>The path on the host that is copied.</summary>
    public string? SourcePath { get; set; }
}

/// <summary>A plain file in a container.</summary>
public sealed class ContainerFile : ContainerFileBase;

/// <summary>A PEM certificate, which also gets the hash-named link by which OpenSSL finds it.</summary>
public sealed class ContainerOpenSSLCertificateFile : ContainerFileBase;
