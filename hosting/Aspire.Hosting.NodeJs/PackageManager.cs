using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>A package manager: its command, its lock file, the record it writes when an installation is complete, how it installs and runs.</summary>
internal sealed record PackageManager(string Command, string LockFile, string Record, string[] InstallLocked)
{
    public static readonly PackageManager Npm = new("npm", "package-lock.json", "node_modules/.package-lock.json", ["ci", "--no-audit", "--no-fund"]);
    public static readonly PackageManager Yarn = new("yarn", "yarn.lock", "node_modules/.yarn-integrity", ["install", "--frozen-lockfile"]);
    public static readonly PackageManager Pnpm = new("pnpm", "pnpm-lock.yaml", "node_modules/.modules.yaml", ["install", "--frozen-lockfile"]);

    private static readonly PackageManager[] s_all = [Npm, Pnpm, Yarn];

    /// <summary>The one asked for, else the one whose lock file is there, else npm.</summary>
    public static PackageManager Of(NodeAppResource resource) =>
        resource.TryGetLastAnnotation<PackageManagerAnnotation>(out var chosen)
            ? chosen.Manager
            : s_all.FirstOrDefault(manager => File.Exists(Path.Combine(resource.WorkingDirectory, manager.LockFile))) ?? Npm;

    /// <summary>The arguments that run a script.</summary>
    public IEnumerable<string> Run(string script, IReadOnlyCollection<string> args) =>
        args.Count == 0 ? ["run", script]
        : this == Npm ? ["run", script, "--", .. args]
        : ["run", script, .. args];

    /// <summary>The arguments that install: exactly what is locked, or what package.json asks for where nothing is locked.</summary>
    public IEnumerable<string> Install(string workingDirectory) =>
        File.Exists(Path.Combine(workingDirectory, LockFile)) ? InstallLocked : ["install"];
}

/// <summary>The package manager asked for.</summary>
internal sealed class PackageManagerAnnotation(PackageManager manager, bool install, string? installCommand, string[]? installArgs) : IResourceAnnotation
{
    public PackageManager Manager { get; } = manager;

    public bool Install { get; } = install;

    public string? InstallCommand { get; } = installCommand;

    public string[] InstallArgs { get; } = installArgs ?? [];
}

/// <summary>The script that starts the program.</summary>
internal sealed class RunScriptAnnotation(string name, string[] arguments) : IResourceAnnotation
{
    public string Name { get; } = name;

    public string[] Arguments { get; } = arguments;
}

/// <summary>The configuration that Vite reads.</summary>
internal sealed class ViteConfigAnnotation(string path) : IResourceAnnotation
{
    public string Path { get; } = path;
}

/// <summary>The script that builds the program.</summary>
internal sealed class BuildScriptAnnotation(string name, string[] arguments) : IResourceAnnotation
{
    public string Name { get; } = name;

    public string[] Arguments { get; } = arguments;
}
