using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.AppHost.Tests.SourceCompatibility;

public sealed class AppHostsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("apphosts-").FullName;

    public static TheoryData<string> Names => [.. AppHosts.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_planned_for_a_run_without_a_complaint(string name)
    {
        var builder = Builder("--print-plan");
        var output = new StringWriter();
        builder.Services.AddSingleton<TextWriter>(output);
        AppHosts.All[name](builder);

        await using var app = builder.Build();
        await app.RunAsync(TestContext.Current.CancellationToken);

        foreach (var resource in builder.Resources.Where(r => r is ProjectResource or ExecutableResource))
        {
            Assert.Contains($" {resource.Name}", output.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_published_with_an_entry_for_everything(string name)
    {
        var path = Path.Combine(_folder, "manifest.json");
        var builder = Builder("--publisher", "manifest", "--output-path", path);
        AppHosts.All[name](builder);

        await using var app = builder.Build();
        await app.RunAsync(TestContext.Current.CancellationToken);

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var entries = manifest.RootElement.GetProperty("resources");
        Assert.All(builder.Resources.Where(resource => !resource.IsExcludedFromPublish()), resource => Assert.True(entries.TryGetProperty(resource.Name, out _), resource.Name));
        Assert.DoesNotContain(entries.EnumerateObject(), entry => entry.Value.TryGetProperty("error", out _));
    }

    private IDistributedApplicationBuilder Builder(params string[] args) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = [.. args, $"--Aspire:Store:Path={_folder}", "--Logging:LogLevel:Default=Warning"],
        DisableDashboard = true,
        ProjectDirectory = _folder,
    });
}
