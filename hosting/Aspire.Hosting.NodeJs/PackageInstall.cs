using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>Installs a program's packages before it starts, when its lock file has changed since the last time.</summary>
internal static class PackageInstall
{
    /// <summary>Where the fingerprint of what was installed is kept: it goes when the packages go.</summary>
    private const string MarkFile = "node_modules/.installed-lock";

    public static IResourceBuilder<T> WithPackageInstall<T>(this IResourceBuilder<T> builder) where T : NodeAppResource
    {
        var application = builder.ApplicationBuilder;
        if (application.ExecutionContext.IsRunMode)
        {
            // As late as possible: until then the package manager may be chosen.
            application.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
            {
                UseLockedManager(builder);
                AddInstaller(builder);
                return Task.CompletedTask;
            });
        }

        return builder;
    }

    // AddNpmApp says npm, but a directory locked by another package manager is that one's; and a script of package.json is run by a package manager, not by node.
    private static void UseLockedManager<T>(IResourceBuilder<T> builder) where T : NodeAppResource
    {
        if (builder.Resource.Command == PackageManager.Npm.Command || builder.Resource is { Command: "node" } && builder.Resource.HasAnnotationOfType<RunScriptAnnotation>())
        {
            builder.WithCommand(PackageManager.Of(builder.Resource).Command);
        }
    }

    private static void AddInstaller<T>(IResourceBuilder<T> builder) where T : NodeAppResource
    {
        var app = builder.Resource;
        var options = app.Annotations.OfType<PackageManagerAnnotation>().LastOrDefault();
        if (options is { Install: false } || !File.Exists(Path.Combine(app.WorkingDirectory, "package.json")))
        {
            return;
        }

        var manager = PackageManager.Of(app);
        var fingerprint = Fingerprint(app.WorkingDirectory, manager);
        var mark = Path.Combine(app.WorkingDirectory, MarkFile);
        if ((File.Exists(mark) && File.ReadAllText(mark).Trim() == fingerprint) || IsInstalledByHand(app.WorkingDirectory, manager))
        {
            return;
        }

        string[] install = [options?.InstallCommand ?? manager.Install(app.WorkingDirectory).First(), .. manager.Install(app.WorkingDirectory).Skip(1), .. options?.InstallArgs ?? []];
        var installer = builder.ApplicationBuilder
            .AddExecutable($"{app.Name}-installer", "node", app.WorkingDirectory)
            .WithArgs([InstallScript(), mark, fingerprint, manager.Command, .. install])
            .WithParentRelationship(app)
            .ExcludeFromManifest();
        builder.WaitForCompletion(installer);
    }

    // Whoever has installed since the lock file changed needs no second installation, which may not even be possible: there may be no network now.
    private static bool IsInstalledByHand(string directory, PackageManager manager)
    {
        var record = new FileInfo(Path.Combine(directory, manager.Record));
        var locked = new FileInfo(Path.Combine(directory, manager.LockFile));
        var wanted = new FileInfo(Path.Combine(directory, "package.json"));
        return record.Exists && locked.Exists && record.LastWriteTimeUtc >= locked.LastWriteTimeUtc && record.LastWriteTimeUtc >= wanted.LastWriteTimeUtc;
    }

    private static string Fingerprint(string directory, PackageManager manager)
    {
        var path = Path.Combine(directory, manager.LockFile);
        var content = File.ReadAllBytes(File.Exists(path) ? path : Path.Combine(directory, "package.json"));
        return $"{manager.Command}-{Convert.ToHexStringLower(SHA256.HashData(content))}";
    }

    private static string InstallScript() => Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.NodeJs", "install.mjs");
}
