using System.Text.RegularExpressions;

namespace Aspirate.Images;

/// <summary>Names of images.</summary>
internal static partial class ImageName
{
    public static bool IsValid(string image) => image.Length <= 512 && Reference().IsMatch(image);

    /// <summary>The image that a build makes: registry, prefix, name and tag.</summary>
    public static string Built(string? registry, string? prefix, string name, string tag)
    {
        var parts = new[] { registry, prefix, name }.Where(p => !string.IsNullOrEmpty(p)).Select(p => p!.Trim('/'));
        return $"{string.Join('/', parts)}:{tag}";
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]+)?(/[A-Za-z0-9._-]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$")]
    private static partial Regex Reference();
}
