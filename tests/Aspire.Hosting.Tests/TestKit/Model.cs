using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests;

/// <summary>Builders and manifests for tests; nothing here starts anything.</summary>
internal static class Model
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static DistributedApplicationBuilder ToRun(params string[] args)
        => new(new DistributedApplicationOptions { Args = args, DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory });

    internal static DistributedApplicationBuilder ToPublish(params string[] args)
        => new(new DistributedApplicationOptions { Args = ["--publisher", "manifest", .. args], DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory });

    /// <summary>The entry of one resource, as if the manifest lay in the current directory.</summary>
    internal static async Task<JsonNode> EntryOf(IResource resource, string? directory = null)
    {
        using var stream = new MemoryStream();
        await using var writer = new Utf8JsonWriter(stream);
        var context = Context(writer, directory ?? Environment.CurrentDirectory);

        writer.WriteStartObject();
        await context.WriteResourceAsync(resource);
        writer.WriteEndObject();
        await writer.FlushAsync();

        return JsonNode.Parse(stream.ToArray())![resource.Name]!;
    }

    /// <summary>The whole manifest of a model.</summary>
    internal static async Task<JsonObject> ManifestOf(IEnumerable<IResource> resources)
    {
        using var stream = new MemoryStream();
        await using var writer = new Utf8JsonWriter(stream);
        await Context(writer, Environment.CurrentDirectory).WriteModelAsync(new DistributedApplicationModel(resources), CancellationToken.None);
        return JsonNode.Parse(stream.ToArray())!.AsObject();
    }

    internal static void ShouldBe(this JsonNode actual, string expected)
    {
        var expectedText = JsonNode.Parse(expected)!.ToJsonString(s_layout);
        Assert.Equal(expectedText, actual.ToJsonString(s_layout));
    }

    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true };

    private static ManifestPublishingContext Context(Utf8JsonWriter writer, string directory)
        => new(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish), Path.Combine(directory, "aspire-manifest.json"), writer);
}
