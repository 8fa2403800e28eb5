using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>How the application is published; the configuration section <c>Publishing</c>.</summary>
public class PublishingOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Publishing = "Publishing";

    /// <summary>The name of the publisher.</summary>
    public string? Publisher { get; set; }

    /// <summary>Where the files go.</summary>
    public string? OutputPath { get; set; }

    /// <summary>Whether what is published is deployed as well.</summary>
    public bool Deploy { get; set; }

    // Read by hand: the general binder costs more than the rest of publishing.
    internal static PublishingOptions Read(IConfiguration configuration) => new()
    {
        Publisher = configuration[$"{Publishing}:{nameof(Publisher)}"],
        OutputPath = configuration[$"{Publishing}:{nameof(OutputPath)}"],
        Deploy = bool.TryParse(configuration[$"{Publishing}:{nameof(Deploy)}"], out var deploy) && deploy,
    };
}
