using System.Text.RegularExpressions;

namespace Shop.Containers.Tests.Engine;

/// <summary>
/// A machine that runs containers and can pull none: docker (one that is there, or one of our own), a registry on loopback,
/// and the one base image that everything starts from.
/// </summary>
internal sealed partial class ContainerMachine : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly List<Daemon> _daemons = [];

    private ContainerMachine(TemporaryFolder folder) => _folder = folder;

    public Shell Shell { get; private set; } = new(new Dictionary<string, string>());

    /// <summary>The registry, as host and port.</summary>
    public string Registry { get; private set; } = "";

    public string BaseImage => $"{Registry}/base:1";

    public string Folder => _folder.Path;

    /// <summary>Why this machine cannot do it; null when it can.</summary>
    public static async Task<string?> WhatIsMissingAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "Containers of Debian are made on Linux.";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "Making a base image and running an engine of one's own takes root.";
        }

        string[] needed = ["docker", "dockerd", "docker-compose", "docker-registry", "debootstrap"];
        var missing = needed.Where(program => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        if (missing.Count > 0)
        {
            return $"Not on this machine: {string.Join(", ", missing)}. ./test.sh installs them where it may.";
        }

        // A container without rights over mounts and networks cannot have containers in it.
        var (code, _, error) = await new Shell(new Dictionary<string, string>()).TryAsync("unshare", "--mount", "--net", "true");
        return code == 0 ? null : $"This machine may not make namespaces, so it cannot run containers: {error.Trim()}";
    }

    public static async Task<ContainerMachine> StartAsync()
    {
        var machine = new ContainerMachine(new());
        try
        {
            await Task.WhenAll(machine.StartEngineAsync(), machine.StartRegistryAsync());
            await machine.MakeBaseAsync();
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _daemons.Count - 1; i >= 0; i--)
        {
            await _daemons[i].DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartEngineAsync()
    {
        if ((await Shell.TryAsync("docker", "version")).Code == 0)
        {
            return;
        }

        var host = $"unix://{_folder.Path}/docker.sock";
        // In a mount namespace of its own: what it leaves mounted is gone with it.
        var engine = new Daemon(
            Shell, Path.Combine(_folder.Path, "dockerd.log"), "unshare", "--mount", "--propagation", "private", "/usr/sbin/dockerd", "--host", host, "--data-root", Path.Combine(_folder.Path, "docker"),
            "--exec-root", Path.Combine(_folder.Path, "run"), "--pidfile", Path.Combine(_folder.Path, "docker.pid"));
        lock (_daemons)
        {
            _daemons.Add(engine);
        }

        var shell = new Shell(new Dictionary<string, string> { ["DOCKER_HOST"] = host, ["COMPOSE_HTTP_TIMEOUT"] = "120" });
        await engine.UntilAsync(async () => (await shell.TryAsync("docker", "version")).Code == 0 ? host : null, "dockerd answers");
        Shell = shell;
    }

    private async Task StartRegistryAsync()
    {
        var configuration = _folder.Write("registry.yml", $"version: 0.1\nlog: {{ level: info }}\nstorage: {{ filesystem: {{ rootdirectory: {_folder.Path}/registry }} }}\nhttp: {{ addr: \"127.0.0.1:0\" }}\n");
        var registry = new Daemon(Shell, Path.Combine(_folder.Path, "registry.log"), "docker-registry", "serve", configuration);
        lock (_daemons)
        {
            _daemons.Add(registry);
        }

        Registry = await registry.UntilAsync(() => Task.FromResult(Listening().Match(registry.Said) is { Success: true } match ? match.Value : null), "the registry listens");
    }

    // ./test.sh has begun with it while other suites ran.
    private async Task MakeBaseAsync()
    {
        var folder = Environment.GetEnvironmentVariable("SHOP_CONTAINERS_BASE");
        if (folder is null)
        {
            folder = Path.Combine(_folder.Path, "base");
            await Shell.TryAsync(Clone.At("tests", "Shop.Containers.Tests", "base.sh"), folder);
        }

        var tar = Path.Combine(folder, "base.tar");
        var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(5);
        while (!File.Exists(tar))
        {
            var failed = Path.Combine(folder, "failed");
            Assert.False(File.Exists(failed), $"The base image could not be made:\n{(File.Exists(failed) ? await File.ReadAllTextAsync(failed) : "")}");
            Assert.True(DateTime.UtcNow < deadline, $"The base image was not made in time. {folder}/log tells how far it came.");
            await Task.Delay(200);
        }

        // Debian's Python packages fit each other by Debian's word; pip would not believe it.
        await Shell.RunAsync(
            "docker", "import", "--change", "ENV PIP_NO_DEPS=1 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DOTNET_ROOT=/usr/share/dotnet APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt", tar, BaseImage);
        await Shell.RunAsync("docker", "push", BaseImage);
    }

    [GeneratedRegex(@"127\.0\.0\.1:[1-9]\d+")]
    private static partial Regex Listening();
}
