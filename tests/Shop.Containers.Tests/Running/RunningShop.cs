using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Shop.Containers.Tests.Engine;

// One shop serves the whole suite, and one test takes parts of it away.
[assembly: AssemblyFixture(typeof(Shop.Containers.Tests.Running.RunningShop))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Shop.Containers.Tests.Running;

/// <summary>
/// The whole shop in containers, the way docs/deploying.md says: the AppHost publishes, aspirate builds the images and
/// generates the Compose file, docker-compose brings it up. The AppHost is the published one; only names of images differ,
/// by aspirate.json. Kibana is left out: it cannot be pulled, and nothing of the shop refers to it.
/// </summary>
public sealed class RunningShop : IAsyncLifetime
{
    private const string KeeperToken = "the keeper of the tests";

    private ContainerMachine? _machine;
    private string _state = "";
    private string _output = "";

    /// <summary>Why nothing runs here; null when everything does.</summary>
    public string? Missing { get; private set; }

    public string FirstBuild { get; private set; } = "";

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    internal static string Token => KeeperToken;

    internal ContainerMachine Machine => _machine ?? throw new InvalidOperationException("Nothing runs here.");

    private string Manifest => Path.Combine(_state, "aspire-manifest.json");

    public async ValueTask InitializeAsync()
    {
        Missing = await ContainerMachine.WhatIsMissingAsync();
        if (Missing is not null)
        {
            return;
        }

        _machine = await ContainerMachine.StartAsync();
        _state = Path.Combine(_machine.Folder, "state");
        _output = Path.Combine(_machine.Folder, "deploy");
        Directory.CreateDirectory(_state);
        await File.WriteAllTextAsync(Path.Combine(_state, "aspirate.json"), Settings());
        await Task.WhenAll(BuildSearchAsync(), PublishAndBuildAsync());
        await AspirateAsync("generate", "--output-format", "compose", "--output-path", _output, "--skip-build");
        // What is published, and where, is the user's own choice in .env; nobody else is to reach this shop.
        var published = $"127.0.0.1:{FreePort()}";
        await File.AppendAllTextAsync(Path.Combine(_output, ".env"), $"EDGE_HTTP_PORT={published}\n");
        Address = new($"http://{published}");
        await ComposeAsync("up", "--detach");
        await UntilHealthyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is null)
        {
            return;
        }

        if (File.Exists(Path.Combine(_output, "docker-compose.yaml")))
        {
            // Also after a failure: an engine that was there before must not keep what the tests brought.
            await _machine.Shell.TryAsync("docker-compose", ComposeArguments(["down", "--volumes", "--timeout", "5"]));
        }

        var images = await _machine.Shell.TryAsync("docker", "image", "ls", "--quiet", "--filter", $"reference={_machine.Registry}/*");
        if (images.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray() is { Length: > 0 } ids)
        {
            await _machine.Shell.TryAsync("docker", ["image", "rm", "--force", .. ids]);
        }

        await _machine.DisposeAsync();
    }

    public void SkipWhereThereAreNoContainers() => Assert.SkipUnless(Missing is null, Missing ?? "");

    internal Task<string> BuildAgainAsync() => AspirateAsync("build");

    internal string Generated(string file) => File.ReadAllText(Path.Combine(_output, file));

    internal Task<string> ComposeAsync(params string[] arguments) => Machine.Shell.RunAsync("docker-compose", ComposeArguments(arguments));

    internal async Task<JsonElement> InspectAsync(string service)
    {
        var id = (await ComposeAsync("ps", "--quiet", service)).Trim();
        using var document = JsonDocument.Parse(await Machine.Shell.RunAsync("docker", "inspect", id));
        return document.RootElement[0].Clone();
    }

    /// <summary>Waits until every service that has a health check passes it, and every other one runs.</summary>
    internal async Task UntilHealthyAsync()
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(3);
        string states;
        do
        {
            var ids = (await ComposeAsync("ps", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            states = await Machine.Shell.RunAsync("docker", ["inspect", "--format", "{{.Name}} {{.RestartCount}} {{.State.Status}}{{with .State.Health}} {{.Status}}{{end}}", .. ids]);
            if (states.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.EndsWith(" running", StringComparison.Ordinal) || line.EndsWith(" running healthy", StringComparison.Ordinal)))
            {
                return;
            }

            // What ends again and again will not come up by waiting.
            if (states.Split('\n', StringSplitOptions.RemoveEmptyEntries).Any(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) > 3))
            {
                break;
            }

            await Task.Delay(500);
        }
        while (DateTime.UtcNow < deadline);

        var logs = await Machine.Shell.TryAsync("docker-compose", ComposeArguments(["logs", "--tail", "40", "--no-color"]));
        Assert.Fail($"Not everything came up:\n{states}\n{logs.Output}");
    }

    private async Task PublishAndBuildAsync()
    {
        await Machine.Shell.RunAsync("dotnet", Clone.Built("AppHost", "AppHost.dll"), "--publisher", "manifest", "--output-path", Manifest);
        FirstBuild = await AspirateAsync("build");
    }

    private async Task BuildSearchAsync()
    {
        var image = $"{Machine.Registry}/search:1";
        await Machine.Shell.RunAsync("docker", "build", Clone.Built("hosting/Elasticsearch.Emulator"), "--file", Clone.At("tests", "Shop.Containers.Tests", "search", "Dockerfile"), "--build-arg", $"BASE_IMAGE={Machine.BaseImage}", "--tag", image);
        await Machine.Shell.RunAsync("docker", "push", image);
    }

    private Task<string> AspirateAsync(string verb, params string[] more) => Machine.Shell.RunAsync(
        "dotnet", [Clone.Built("hosting/Aspirate", "aspirate.dll"), verb, "--project-path", _state, "--aspire-manifest", Manifest, "--non-interactive", "--disable-secrets", .. more]);

    private string[] ComposeArguments(string[] arguments) =>
        ["--project-name", "shop-containers-tests", "--file", Path.Combine(_output, "docker-compose.yaml"), "--project-directory", _output, .. arguments];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Settings() => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["name"] = "shop",
        ["containerRegistry"] = Machine.Registry,
        ["skip"] = new[] { "kibana", "kibana-setup" },
        ["build"] = new Dictionary<string, object>
        {
            ["baseImage"] = Machine.BaseImage,
            ["args"] = new Dictionary<string, string> { ["BASE_IMAGE"] = Machine.BaseImage, ["NODE_IMAGE"] = Machine.BaseImage, ["PYTHON_IMAGE"] = Machine.BaseImage },
        },
        ["resources"] = new Dictionary<string, object>
        {
            ["search"] = new Dictionary<string, string> { ["image"] = $"{Machine.Registry}/search:1" },
            ["app"] = new Dictionary<string, object> { ["env"] = new Dictionary<string, string> { ["SHOP_ADMIN_TOKEN"] = KeeperToken } },
        },
    });
}
