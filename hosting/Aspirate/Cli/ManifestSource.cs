using Aspirate.Problems;

namespace Aspirate.Cli;

/// <summary>Where the manifest comes from: the file that was named, or the AppHost, which is asked to publish one.</summary>
internal static class ManifestSource
{
    private const string FileName = "aspire-manifest.json";

    public static async Task<string> FindAsync(GenerateOptions options, TextWriter output, CancellationToken cancellation)
    {
        if (options.AspireManifest is { } given)
        {
            return File.Exists(given) ? given
                : throw new CommandFailedException(ExitCode.InputRefused, $"There is no manifest at {Path.GetFullPath(given)}.");
        }

        var project = FindProject(options.ProjectPath);
        var target = Path.Combine(Path.GetDirectoryName(project)!, FileName);
        await output.WriteLineAsync($"Publishing the manifest of {project} ...");
        List<string> arguments = ["run", "--project", project];
        if (options.LaunchProfile is { } profile)
        {
            arguments.AddRange(["--launch-profile", profile]);
        }

        arguments.AddRange(["--", "--publisher", "manifest", "--output-path", target]);
        await Tools.Tool.RunAsync("dotnet", arguments, cancellation, output);
        return target;
    }

    private static string FindProject(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return full;
        }

        var projects = Directory.Exists(full) ? Directory.GetFiles(full, "*.csproj") : [];
        return projects switch
        {
            [var only] => only,
            [] => throw new CommandFailedException(ExitCode.InputRefused, $"{full} holds no project. Name the AppHost's folder with --project-path, or a manifest with --aspire-manifest."),
            _ => throw new CommandFailedException(ExitCode.InputRefused, $"{full} holds {projects.Length} projects. Name the AppHost's project file with --project-path."),
        };
    }
}
