using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Tests.Shared;

namespace Aspire.Hosting.NodeJs.Tests;

public sealed class PackageInstallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_changed_lock_file_is_installed_by_a_step_that_the_app_waits_for()
    {
        _folder.Write("package.json", "{}");
        _folder.Write("package-lock.json", "{}");

        var (app, installer) = await StartAsync();

        Assert.NotNull(installer);
        Assert.Equal("node", installer.Command);
        var wait = Assert.Single(app.Annotations.OfType<WaitAnnotation>());
        Assert.Same(installer, wait.Resource);
        Assert.Equal(WaitType.WaitForCompletion, wait.WaitType);
    }

    [Fact]
    public async Task What_is_installed_already_needs_no_step()
    {
        _folder.Write("package.json", "{}");
        _folder.Write("package-lock.json", "{}");
        var (_, first) = await StartAsync();
        var args = await ArgumentsAsync(first!);
        _folder.Write("node_modules/.installed-lock", args[2]);

        var (app, second) = await StartAsync();

        Assert.Null(second);
        Assert.Empty(app.Annotations.OfType<WaitAnnotation>());
    }

    [Theory]
    [InlineData("package-lock.json", "node_modules/.package-lock.json")]
    [InlineData("pnpm-lock.yaml", "node_modules/.modules.yaml")]
    [InlineData("yarn.lock", "node_modules/.yarn-integrity")]
    public async Task What_was_installed_by_hand_since_the_lock_file_changed_needs_no_step(string lockFile, string record)
    {
        _folder.Write("package.json", "{}");
        _folder.Write(lockFile, "{}");
        _folder.Write(record, "{}");
        var changed = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "package.json"), changed);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, lockFile), changed);

        Assert.Null((await StartAsync()).Installer);

        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, lockFile), DateTime.UtcNow.AddHours(1));
        Assert.NotNull((await StartAsync()).Installer);
    }

    [Fact]
    public async Task Without_a_package_json_there_is_nothing_to_install()
    {
        var (_, installer) = await StartAsync();

        Assert.Null(installer);
    }

    [Fact]
    public async Task Two_installers_in_one_folder_install_once()
    {
        Assert.SkipUnless(Programs.Has("node"), "node is not installed");
        var (mark, script) = (Path.Combine(_folder.Path, "node_modules", ".installed-lock"), InstallScript);
        var log = Path.Combine(_folder.Path, "installed.txt");

        // The package manager's part is played by node itself.
        string[] arguments = [script, mark, "v1", "node", "-e", "require('fs').appendFileSync(process.argv[1], 'once\\n'); setTimeout(() => {}, 300)", log];
        var outcomes = await Task.WhenAll(
            Programs.RunAsync("node", arguments, _folder.Path),
            Programs.RunAsync("node", arguments, _folder.Path));

        Assert.All(outcomes, outcome => Assert.Equal(0, outcome.ExitCode));
        Assert.Equal("once\n", await File.ReadAllTextAsync(log));
        Assert.Equal("v1\n", await File.ReadAllTextAsync(mark));
    }

    [Fact]
    public async Task A_failed_installation_is_tried_again_and_says_how_it_failed()
    {
        Assert.SkipUnless(Programs.Has("node"), "node is not installed");
        var mark = Path.Combine(_folder.Path, "node_modules", ".installed-lock");

        var failed = await Programs.RunAsync("node", [InstallScript, mark, "v1", "node", "-e", "console.error('no network'); process.exit(7)"], _folder.Path);

        Assert.Equal(7, failed.ExitCode);
        Assert.Contains("no network", failed.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task A_package_manager_that_is_not_there_is_named()
    {
        Assert.SkipUnless(Programs.Has("node"), "node is not installed");
        var mark = Path.Combine(_folder.Path, "node_modules", ".installed-lock");

        var failed = await Programs.RunAsync("node", [InstallScript, mark, "v1", "no-such-manager", "install"], _folder.Path);

        Assert.Equal(127, failed.ExitCode);
        Assert.Contains("no-such-manager was not found on PATH", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_manager_that_does_not_want_to_stop_is_ended_all_the_same()
    {
        Assert.SkipUnless(Programs.Has("node") && !OperatingSystem.IsWindows(), "node is not installed");
        var mark = Path.Combine(_folder.Path, "node_modules", ".installed-lock");

        // Deaf to SIGTERM, it tells its parent to stop and then never ends by itself.
        var stopped = await Programs.RunAsync("node", [InstallScript, mark, "v1", "node", "-e", "process.on('SIGTERM', () => {}); process.kill(process.ppid, 'SIGTERM'); setInterval(() => {}, 1000)"], _folder.Path);

        Assert.Equal(1, stopped.ExitCode);
        Assert.False(File.Exists(mark));
    }

    private static string InstallScript => Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.NodeJs", "install.mjs");

    private async Task<(NodeAppResource App, ExecutableResource? Installer)> StartAsync()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        var app = builder.AddNpmApp("app", _folder.Path);
        await using var application = builder.Build();
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();

        await builder.Eventing.PublishAsync(new BeforeStartEvent(application.Services, model), TestContext.Current.CancellationToken);

        return (app.Resource, model.Resources.OfType<ExecutableResource>().SingleOrDefault(resource => resource.Name == "app-installer"));
    }

    private static async Task<string[]> ArgumentsAsync(IResource resource)
    {
        var args = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(args, resource));
        }

        return [.. args.Cast<string>()];
    }
}
