using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image a container runs. A tag and a digest exclude each other: setting one clears the other.</summary>
[DebuggerDisplay("{Registry,nq}/{Image,nq}:{Tag,nq}")]
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    private string? _tag;
    private string? _sha256;

    /// <summary>The registry host, if it is not part of <see cref="Image"/>.</summary>
    public string? Registry { get; set; }

    /// <summary>The image name without tag.</summary>
    public required string Image { get; set; }

    /// <summary>The tag, if the image is not pinned by digest.</summary>
    public string? Tag
    {
        get => _tag;
        set
        {
            _tag = value;
            if (value is not null)
            {
                _sha256 = null;
            }
        }
    }

    /// <summary>The digest in hexadecimal, without the <c>sha256:</c> prefix.</summary>
    public string? SHA256
    {
        get => _sha256;
        set
        {
            _sha256 = value;
            if (value is not null)
            {
                _tag = null;
            }
        }
    }
}
