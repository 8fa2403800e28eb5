namespace Aspire.Hosting.ApplicationModel;

/// <summary>An image reference taken apart: <c>registry/name:tag@sha256:digest</c>; the registry stays part of the name.</summary>
internal readonly record struct ContainerImageName(string Image, string? Tag, string? Sha256)
{
    private const string DigestMark = "@sha256:";

    public static ContainerImageName Parse(string reference)
    {
        var rest = reference;
        string? digest = null;
        string? tag = null;

        var at = rest.IndexOf('@');
        if (at >= 0)
        {
            if (string.CompareOrdinal(rest, at, DigestMark, 0, DigestMark.Length) != 0 || rest.Length == at + DigestMark.Length)
            {
                throw new ArgumentException($"The image reference '{reference}' has a digest that is not of the form '@sha256:<hex>'.", nameof(reference));
            }

            digest = rest[(at + DigestMark.Length)..];
            rest = rest[..at];
        }

        // A colon before the last slash belongs to the registry's port.
        var colon = rest.LastIndexOf(':');
        if (colon > rest.LastIndexOf('/'))
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
        }

        if (rest.Length == 0 || tag is { Length: 0 })
        {
            throw new ArgumentException($"The image reference '{reference}' is not of the form 'name[:tag][@sha256:<hex>]'.", nameof(reference));
        }

        return new ContainerImageName(rest, tag, digest);
    }
}
