using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Makes volume names that stay the same from run to run and differ between AppHosts.</summary>
public static partial class VolumeNameGenerator
{
    /// <summary>The name <c>{application}-{hash of the AppHost}-{resource}-{suffix}</c>.</summary>
    /// <exception cref="ArgumentException">The suffix has characters that volume names may not have.</exception>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(suffix);

        if (InvalidCharacters().IsMatch(suffix))
        {
            throw new ArgumentException($"The suffix '{suffix}' contains invalid characters. Only [a-zA-Z0-9_.-] are allowed.", nameof(suffix));
        }

        var applicationName = Sanitize(builder.ApplicationBuilder.Environment.ApplicationName).ToLowerInvariant();
        var hash = builder.ApplicationBuilder.Configuration["AppHost:Sha256"]?[..10].ToLowerInvariant();

        return $"{applicationName}-{hash}-{builder.Resource.Name}-{suffix}";
    }

    // Volume names start with a letter or digit.
    internal static string Sanitize(string name)
    {
        var clean = InvalidCharacters().Replace(name, "_");
        return clean.Length > 0 && char.IsAsciiLetterOrDigit(clean[0]) ? clean : "v" + clean;
    }

    [GeneratedRegex("[^a-zA-Z0-9_.-]")]
    private static partial Regex InvalidCharacters();
}
