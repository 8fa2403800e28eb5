namespace Elasticsearch.Emulator;

/// <summary>Everything that can be set from outside.</summary>
internal sealed record EmulatorOptions
{
    /// <summary>Where to listen; loopback unless told otherwise.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:9200";

    /// <summary>The data directory; null keeps everything in memory.</summary>
    public string? DataPath { get; init; }

    /// <summary>user:password that every request must carry as Basic authentication; null asks for none.</summary>
    public string? Credentials { get; init; }

    /// <summary>What version.number of GET / says. Clients decide by it which dialect they speak.</summary>
    public string VersionNumber { get; init; } = "9.1.0";

    /// <summary>http.max_content_length, bytes.</summary>
    public long MaxContentLength { get; init; } = 100L * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
