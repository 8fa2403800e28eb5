using Aspirate.Expressions;
using Aspirate.Manifest;

namespace Aspirate.Model;

/// <summary>An image that is built here: of a project or a Dockerfile.</summary>
/// <param name="Image">Registry, repository and tag.</param>
/// <param name="Args">The manifest's arguments for the build.</param>
public sealed record ImageTarget(ManifestResource Source, string Image, IReadOnlyList<KeyValuePair<string, ResolvedText>> Args)
{
    /// <summary>The same image under further tags.</summary>
    public IReadOnlyList<string> FurtherImages { get; init; } = [];

    public string Name => Source.Name;
}
