using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspirate.Cli;
using Aspirate.Problems;

namespace Aspirate.Settings;

/// <summary>Changes single members of <c>aspirate.json</c> and leaves the rest as people wrote it.</summary>
internal sealed class SettingsFile
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _path;
    private readonly JsonObject _root;

    private SettingsFile(string path, JsonObject root)
    {
        _path = path;
        _root = root;
    }

    public string Path => _path;

    public static SettingsFile Open(string folder)
    {
        var path = System.IO.Path.Combine(folder, DeploymentSettings.FileName);
        if (!File.Exists(path))
        {
            return new(path, new() { ["version"] = 1 });
        }

        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: options) is JsonObject root
                ? new(path, root)
                : throw new CommandFailedException(ExitCode.InputRefused, $"{path} must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new CommandFailedException(ExitCode.InputRefused, $"{path} is not readable as JSON: {exception.Message}");
        }
    }

    public string Text => _root.ToJsonString(Format);

    /// <summary>The value at a path of names with dots between them, as JSON; null when there is none.</summary>
    public string? Get(string path) => Split(path).Aggregate((JsonNode?)_root, (node, name) => (node as JsonObject)?[name])?.ToJsonString(Format);

    /// <summary>Sets a value. What reads as JSON is taken as JSON, unless only a text can stand there; everything else as a string. Null removes it.</summary>
    public void Set(string path, string? value)
    {
        var names = Split(path);
        if (value is null)
        {
            SetNode(names, null, remove: true);
            return;
        }

        var node = ParseOrText(value);
        SetNode(names, node, remove: false);
        if (node is JsonValue && node.GetValueKind() != JsonValueKind.String && Problems().All.Count is > 0 and var before)
        {
            SetMember(names, value);
            if (Problems().All.Count >= before)
            {
                SetNode(names, node.DeepClone(), remove: false);
            }
        }
    }

    /// <summary>Sets a text under names that may hold dots themselves.</summary>
    public void SetMember(string[] names, string text) => SetNode(names, JsonValue.Create(text), remove: false);

    private void SetNode(string[] names, JsonNode? value, bool remove)
    {
        var parent = _root;
        foreach (var name in names[..^1])
        {
            if (parent[name] is not JsonObject next)
            {
                parent[name] = next = [];
            }

            parent = next;
        }

        if (remove)
        {
            parent.Remove(names[^1]);
            return;
        }

        parent[names[^1]] = value;
    }

    /// <summary>Sets a list of texts; an empty one removes it.</summary>
    public void SetTexts(string name, IReadOnlyList<string> texts) =>
        SetNode([name], new JsonArray([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]), remove: texts.Count == 0);

    public void SetText(string name, string? value)
    {
        if (value is not null)
        {
            _root[name] = value;
        }
    }

    /// <summary>Writes the file, if what it says can be read.</summary>
    public void Save()
    {
        Problems().ThrowIfAny();
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, Text + "\n");
    }

    private ProblemList Problems()
    {
        var problems = new ProblemList();
        SettingsReader.Read(System.Text.Encoding.UTF8.GetBytes(Text), problems);
        return problems;
    }

    private static JsonNode? ParseOrText(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return JsonValue.Create(value);
        }
    }

    private static string[] Split(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names
        ? names
        : throw new CommandFailedException(ExitCode.InputRefused, "A setting's name is needed, such as ingress.domain or resources.api.replicas.");
}
