using System.Diagnostics;
using System.Xml;

namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>Finds what a project was built to by reading what the build left on disk; only when that says nothing is MSBuild asked.</summary>
internal static class ProjectLocator
{
    private const string RuntimeConfig = ".runtimeconfig.json";

    /// <summary>Where the project's program is.</summary>
    /// <param name="projectPath">The project file, or a single C# file.</param>
    /// <param name="configuration">The configuration to look for, the AppHost's own: Debug or Release as a rule.</param>
    /// <param name="framework">The target framework preferred when there are several, such as net10.0.</param>
    /// <param name="askMSBuild">Evaluates the project's TargetPath; a second or more, so it comes last.</param>
    public static ProjectLocation Locate(string projectPath, string configuration, string framework, Func<string, string, string?>? askMSBuild = null)
    {
        if (!File.Exists(projectPath))
        {
            return new ProjectLocation.Missing($"The project file '{projectPath}' does not exist. Check the path given to AddProject.");
        }
        if (projectPath.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            return new ProjectLocation.SourceFile(projectPath);
        }

        var found = FromFileList(projectPath, configuration, framework) ?? FromConvention(projectPath, configuration, framework);
        if (found is null && (askMSBuild ?? AskMSBuild)(projectPath, configuration) is { Length: > 0 } target && File.Exists(target))
        {
            found = target;
        }
        return found is not null
            ? new ProjectLocation.Built(found)
            : new ProjectLocation.Missing(
                $"The project '{projectPath}' is not built for the configuration {configuration}. Build it with: dotnet build \"{projectPath}\" -c {configuration}");
    }

    // The build lists every file it wrote, whatever the output path and the assembly name are.
    private static string? FromFileList(string projectPath, string configuration, string framework)
    {
        var listName = Path.GetFileName(projectPath) + ".FileListAbsolute.txt";
        foreach (var obj in IntermediateFolders(projectPath, configuration))
        {
            var lists = Directory.EnumerateFiles(obj, listName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 });
            foreach (var list in ByFramework(lists, framework))
            {
                if (OwnAssembly(list, File.ReadAllLines(list)) is { } assembly)
                {
                    return assembly;
                }
            }
        }
        return null;
    }

    // A program that references another program gets a copy of it; its own assembly is the one that was compiled beside the list.
    private static string? OwnAssembly(string list, string[] lines)
    {
        var compiled = lines.Where(line => line.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && SameFolder(line, list))
            .Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return lines.Where(line => line.EndsWith(RuntimeConfig, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(line => compiled.Contains(Path.GetFileName(line)[..^RuntimeConfig.Length]))
            .Select(AssemblyBeside).FirstOrDefault(assembly => assembly is not null);
    }

    private static bool SameFolder(string one, string other) =>
        string.Equals(Path.GetDirectoryName(one), Path.GetDirectoryName(other), StringComparison.OrdinalIgnoreCase);

    private static string? FromConvention(string projectPath, string configuration, string framework)
    {
        var folder = Path.GetDirectoryName(projectPath)!;
        var name = AssemblyName(projectPath);
        var outputs = OutputFolders(folder, Path.GetFileNameWithoutExtension(projectPath), configuration)
            .SelectMany(bin => Directory.EnumerateFiles(bin, name + RuntimeConfig, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }));
        return ByFramework(outputs, framework).Select(AssemblyBeside).FirstOrDefault(assembly => assembly is not null);
    }

    private static string? AssemblyBeside(string runtimeConfig)
    {
        var assembly = runtimeConfig[..^RuntimeConfig.Length] + ".dll";
        return File.Exists(runtimeConfig) && File.Exists(assembly) ? assembly : null;
    }

    // The AppHost's own framework first, then the newest output.
    private static IEnumerable<string> ByFramework(IEnumerable<string> files, string framework) =>
        files.OrderByDescending(file => file.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
                .Any(part => part.Equals(framework, StringComparison.OrdinalIgnoreCase) || part.EndsWith('_' + framework, StringComparison.OrdinalIgnoreCase)))
            .ThenByDescending(File.GetLastWriteTimeUtc)
            .ThenBy(file => file, StringComparer.Ordinal);

    private static IEnumerable<string> IntermediateFolders(string projectPath, string configuration)
    {
        var folder = Path.GetDirectoryName(projectPath)!;
        var candidates = new List<string> { Path.Combine(folder, "obj", configuration) };
        candidates.AddRange(ArtifactFolders(folder, Path.GetFileNameWithoutExtension(projectPath), "obj", configuration));
        return candidates.Where(Directory.Exists);
    }

    private static IEnumerable<string> OutputFolders(string folder, string project, string configuration)
    {
        var candidates = new List<string> { Path.Combine(folder, "bin", configuration) };
        candidates.AddRange(ArtifactFolders(folder, project, "bin", configuration));
        return candidates.Where(Directory.Exists);
    }

    // UseArtifactsOutput: artifacts/bin/<project>/<configuration>[_<framework>[_<rid>]], at or above the project.
    private static IEnumerable<string> ArtifactFolders(string folder, string project, string kind, string configuration)
    {
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            var root = Path.Combine(above, "artifacts", kind, project);
            if (Directory.Exists(root))
            {
                return Directory.EnumerateDirectories(root).Where(d =>
                    Path.GetFileName(d).Split('_')[0].Equals(configuration, StringComparison.OrdinalIgnoreCase));
            }
        }
        return [];
    }

    private static string AssemblyName(string projectPath)
    {
        try
        {
            using var reader = XmlReader.Create(projectPath, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true });
            while (reader.ReadToFollowing("AssemblyName"))
            {
                if (reader.ReadElementContentAsString().Trim() is { Length: > 0 } name && !name.Contains("$("))
                {
                    return name;
                }
            }
        }
        catch (Exception e) when (e is XmlException or IOException)
        {
            // A project that cannot be read fails to build, and the build says so better.
        }
        return Path.GetFileNameWithoutExtension(projectPath);
    }

    private static string? AskMSBuild(string projectPath, string configuration)
    {
        var start = new ProcessStartInfo(DotNetHost.Path, ["msbuild", projectPath, "-nologo", "-getProperty:TargetPath", $"-p:Configuration={configuration}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd().Trim();
            if (!process.WaitForExit(TimeSpan.FromSeconds(30)))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
