using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Aspirate.Images;

/// <summary>
/// A project with all that it refers to, read from the project files alone, for asking MSBuild takes seconds. What cannot
/// be read that way (a path that MSBuild computes) makes the closure incomplete, and then the project is always built.
/// </summary>
internal sealed class ProjectClosure
{
    private static readonly string[] SharedNames = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "NuGet.Config", "nuget.config", "NuGet.config", ".editorconfig"];
    private static readonly string[] SkippedFolders = ["bin", "obj", "node_modules", "artifacts", "TestResults"];

    private readonly SortedSet<string> _projects = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    private ProjectClosure()
    {
    }

    /// <summary>The project files, full paths.</summary>
    public IReadOnlySet<string> Projects => _projects;

    /// <summary>What cannot be followed; null when everything was.</summary>
    public string? Unknown { get; private set; }

    public static ProjectClosure Of(string project)
    {
        var closure = new ProjectClosure();
        closure.AddProject(Path.GetFullPath(project));
        return closure;
    }

    /// <summary>Hashes by what they are of, relative to a folder: one per project, one per file outside of them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Hashes(string relativeTo)
    {
        string Relative(string path) => Path.GetRelativePath(relativeTo, path).Replace('\\', '/');
        List<string> folders = [.. _projects.Select(p => Path.GetDirectoryName(p)!).Distinct()];
        foreach (var folder in folders)
        {
            yield return new($"project {Relative(folder)}", ContentHash.OfFolder(folder, Skips));
        }

        foreach (var file in _files.Where(f => !folders.Any(folder => f.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))))
        {
            yield return new($"file {Relative(file)}", ContentHash.OfFile(file));
        }
    }

    private static bool Skips(string path, bool isFolder)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return isFolder && (name.StartsWith('.') || SkippedFolders.Contains(name));
    }

    private void AddProject(string project)
    {
        if (!File.Exists(project))
        {
            Unknown ??= $"{project} is not there";
            return;
        }

        if (!_projects.Add(project))
        {
            return;
        }

        var folder = Path.GetDirectoryName(project)!;
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
        {
            foreach (var name in SharedNames)
            {
                AddFile(Path.Combine(above, name));
            }
        }

        Follow(project, folder);
    }

    private void AddFile(string file)
    {
        if (File.Exists(file) && _files.Add(file) && Path.GetExtension(file) is ".props" or ".targets")
        {
            Follow(file, Path.GetDirectoryName(file)!);
        }
    }

    private void Follow(string file, string folder)
    {
        XDocument document;
        try
        {
            document = XDocument.Load(file);
        }
        catch (XmlException exception)
        {
            Unknown ??= $"{file} is not readable: {exception.Message}";
            return;
        }

        // What a target adds is made while building, from files that are counted already.
        foreach (var element in document.Descendants().Where(e => !e.Ancestors().Any(a => a.Name.LocalName == "Target")))
        {
            switch (element.Name.LocalName)
            {
                case "ProjectReference" when element.Attribute("Include") is { } include:
                    Each(include.Value, file, folder, AddProject);
                    break;
                case "Import" when element.Attribute("Sdk") is null && element.Attribute("Project") is { } import:
                    Each(import.Value, file, folder, AddFile);
                    break;
                case "Compile" or "Content" or "EmbeddedResource" or "None" or "AdditionalFiles" or "Protobuf" when element.Attribute("Include") is { } include:
                    Each(include.Value, file, folder, AddFile);
                    break;
            }
        }
    }

    private void Each(string list, string file, string folder, Action<string> add)
    {
        foreach (var item in list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var path = item.Replace("$(MSBuildThisFileDirectory)", Path.GetDirectoryName(file) + "/", StringComparison.OrdinalIgnoreCase)
                .Replace("$(MSBuildProjectDirectory)", folder, StringComparison.OrdinalIgnoreCase).Replace('\\', '/');
            // The usual way to say "the file of the same name further up", which is among the shared names.
            if (path.Contains("GetPathOfFileAbove", StringComparison.Ordinal))
            {
                continue;
            }

            if (path.Contains('$') || path.Contains('@') || path.Contains('%'))
            {
                Unknown ??= $"{Path.GetFileName(file)} names {item}, which only MSBuild can find";
                continue;
            }

            var full = Path.GetFullPath(Path.Combine(folder, path));
            if (full.Contains('*') || full.Contains('?'))
            {
                foreach (var found in Expand(full))
                {
                    add(found);
                }
            }
            else
            {
                add(full);
            }
        }
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        var fixedPart = pattern[..pattern.IndexOfAny(['*', '?'])];
        var folder = fixedPart[..fixedPart.LastIndexOf('/')];
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var regex = new Regex("^" + Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal) + "$", RegexOptions.NonBacktracking);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => regex.IsMatch(file.Replace('\\', '/'))).Order(StringComparer.Ordinal);
    }
}
