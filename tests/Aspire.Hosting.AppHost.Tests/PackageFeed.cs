namespace Aspire.Hosting.AppHost.Tests;

/// <summary>A repository whose nuget.config names a folder of packages, packed from the build output beside these tests.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    public Workspace Workspace { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var feed = Workspace.PathOf("feed");
        var (exitCode, output) = await Workspace.RunAsync("bash", Workspace.Folder, $"{Workspace.Repository}/hosting/pack.sh", feed, "--built", Workspace.Configuration);
        Assert.True(exitCode == 0, output);

        // A package cache of its own, since ours carry the versions of official packages; the few that ours depend on were restored when ours were built.
        var userPackages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in Directory.EnumerateDirectories(userPackages, "spectre.console*").SelectMany(folder => Directory.EnumerateFiles(folder, "*.nupkg", SearchOption.AllDirectories)))
        {
            File.Copy(package, Path.Combine(feed, Path.GetFileName(package)));
        }

        Workspace.Write("nuget.config", $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Workspace.PathOf("packages")}" />
              </config>
              <packageSources>
                <clear />
                <add key="hosting" value="{feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        Workspace.WriteService("My.App-Web");
    }

    public ValueTask DisposeAsync()
    {
        Workspace.Dispose();
        return ValueTask.CompletedTask;
    }
}
