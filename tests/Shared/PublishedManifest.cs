using System.Text.Json.Nodes;
using Aspire.Hosting;

namespace Tests.Shared;

/// <summary>Publishes an application as its user would and reads what was written.</summary>
internal static class PublishedManifest
{
    public static async Task<JsonObject> OfAsync(Action<IDistributedApplicationBuilder> declare)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "aspire-manifest.json");
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = ["--publisher", "manifest", "--output-path", path], DisableDashboard = true });
        declare(builder);

        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);

        return JsonNode.Parse(await File.ReadAllTextAsync(path))!["resources"]!.AsObject();
    }
}
