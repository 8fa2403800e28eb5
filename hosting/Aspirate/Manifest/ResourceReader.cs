using Aspirate.Json;

namespace Aspirate.Manifest;

/// <summary>Reads one entry of a manifest.</summary>
internal static class ResourceReader
{
    public static ManifestResource Read(string name, JsonCursor entry)
    {
        CheckDuplicates(entry);
        if (!entry.TryGet("type", out var typeValue))
        {
            var error = entry.Text("error");
            return Unsupported(name, entry, "", error is null
                ? "has no \"type\"."
                : $"cannot be deployed; the publisher says: {error}");
        }

        var type = typeValue.AsText() ?? "";
        return type switch
        {
            "project.v0" or "project.v1" => Base(name, entry, type, ResourceKind.Project) with { ProjectPath = entry.RequiredText("path") },
            "container.v0" or "container.v1" => ReadContainer(name, entry, type),
            "dockerfile.v0" => ReadDockerfile(name, entry, type),
            "executable.v0" => Base(name, entry, type, ResourceKind.Executable) with
            {
                Command = entry.RequiredText("command"),
                WorkingDirectory = entry.RequiredText("workingDirectory"),
            },
            "parameter.v0" => Base(name, entry, type, ResourceKind.Parameter) with
            {
                Value = Sourced(entry, "value", required: true),
                Inputs = ParameterInputReader.Read(entry),
            },
            "value.v0" => Base(name, entry, type, ResourceKind.Value) with
            {
                ConnectionString = Sourced(entry, "connectionString", required: true),
            },
            "annotated.string" => Base(name, entry, type, ResourceKind.AnnotatedString) with
            {
                Value = Sourced(entry, "value", required: true),
            },
            _ => Unsupported(name, entry, type, $"has the type \"{Shorten(type)}\", which cannot be deployed to Kubernetes or Compose."),
        };
    }

    private static ManifestResource Unsupported(string name, JsonCursor entry, string type, string why) => new()
    {
        Name = name,
        Path = entry.Path,
        Kind = ResourceKind.Unsupported,
        Type = type,
        Refusal = why,
        ConnectionString = entry.TryGet("connectionString", out var value) && value.AsText() is { } text ? new(text, value.Path) : null,
    };

    private static ManifestResource Base(string name, JsonCursor entry, string type, ResourceKind kind) => new()
    {
        Name = name,
        Path = entry.Path,
        Kind = kind,
        Type = type,
        Entrypoint = entry.Text("entrypoint"),
        ConnectionString = Sourced(entry, "connectionString"),
        Args = entry.TryGet("args", out var args)
            ? [.. args.Items().Select(item => (item.AsText(), item.Path)).Where(a => a.Item1 is not null).Select(a => new SourcedText(a.Item1!, a.Path))]
            : [],
        Env = TextMap(entry, "env"),
        Bindings = BindingReader.Read(entry),
        Volumes = MountReader.ReadVolumes(entry),
        BindMounts = MountReader.ReadBindMounts(entry),
        ContainerFiles = ContainerFilesReader.Read(entry),
    };

    private static ManifestResource ReadContainer(string name, JsonCursor entry, string type)
    {
        var resource = Base(name, entry, type, ResourceKind.Container);
        if (entry.TryGet("build", out var build))
        {
            if (entry.TryGet("image", out _))
            {
                entry.Report("has both \"image\" and \"build\"; only one of them can say where the image comes from.");
            }

            return resource with { Build = ReadBuild(build) };
        }

        if (entry.TryGet("image", out var image))
        {
            return resource with { Image = image.AsText() };
        }

        entry.Report("has neither \"image\" nor \"build\".");
        return resource;
    }

    private static ManifestResource ReadDockerfile(string name, JsonCursor entry, string type)
    {
        var path = entry.RequiredText("path");
        var context = entry.RequiredText("context");
        var resource = Base(name, entry, type, ResourceKind.Container);
        return path is null || context is null
            ? resource
            : resource with { Build = new(context, path, Stage: null, TextMap(entry, "buildArgs"), []) };
    }

    private static ImageBuild? ReadBuild(JsonCursor build)
    {
        if (!build.IsObject)
        {
            build.Report("must be an object with \"context\" and \"dockerfile\".");
            return null;
        }

        var context = build.RequiredText("context");
        var dockerfile = build.RequiredText("dockerfile");
        List<BuildSecret> secrets = [];
        if (build.TryGet("secrets", out var list))
        {
            foreach (var (id, secret) in list.Members())
            {
                secrets.Add(new(id, Sourced(secret, "value"), secret.Text("source")));
                if (secret.IsObject && !secret.TryGet("value", out _) && !secret.TryGet("source", out _))
                {
                    secret.Report("has neither \"value\" nor \"source\".");
                }
            }
        }

        return context is null || dockerfile is null ? null : new(context, dockerfile, build.Text("stage"), TextMap(build, "args"), secrets) { BuildOnly = build.Flag("buildOnly") ?? false };
    }

    private static List<KeyValuePair<string, SourcedText>> TextMap(JsonCursor entry, string member)
    {
        List<KeyValuePair<string, SourcedText>> texts = [];
        if (entry.TryGet(member, out var map))
        {
            foreach (var (key, value) in map.Members())
            {
                if (value.AsText() is { } text)
                {
                    texts.Add(new(key, new(text, value.Path)));
                }
            }
        }

        return texts;
    }

    private static SourcedText? Sourced(JsonCursor entry, string member, bool required = false)
    {
        if (entry.TryGet(member, out var value))
        {
            return value.AsText() is { } text ? new(text, value.Path) : null;
        }

        if (required)
        {
            entry.Report($"has no \"{member}\".");
        }

        return null;
    }

    private static void CheckDuplicates(JsonCursor entry)
    {
        foreach (var _ in entry.Members())
        {
            // Members reports a name that stands twice.
        }
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "...";
}
