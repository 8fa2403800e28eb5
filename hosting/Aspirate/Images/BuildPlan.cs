using Aspirate.Model;

namespace Aspirate.Images;

/// <summary>An image with what would go into it now.</summary>
internal sealed record BuildPlan(ImageTarget Target)
{
    public string Name => Target.Name;

    public string Image => Target.Image;

    /// <summary>Hashes by what they are of.</summary>
    public SortedDictionary<string, string> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Arguments for the Dockerfile.</summary>
    public SortedDictionary<string, string> Args { get; } = new(StringComparer.Ordinal);

    /// <summary>What the project's image starts from; null: what the SDK takes.</summary>
    public string? BaseImage { get; set; }

    /// <summary>The images it starts from, as far as they are known.</summary>
    public IReadOnlyList<string> BaseImages { get; set; } = [];

    /// <summary>Digests of those, as far as registries told them.</summary>
    public SortedDictionary<string, string> Bases { get; } = new(StringComparer.Ordinal);

    /// <summary>Project files that go into it; builds that share one must not run at the same time.</summary>
    public IReadOnlySet<string> Projects { get; set; } = new HashSet<string>();

    /// <summary>Why it can never count as unchanged.</summary>
    public string? Unknown { get; set; }

    /// <summary>Why it has to be built; null when nothing changed.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether a base image is newer than the one it was built on.</summary>
    public bool BaseMoved { get; set; }
}
