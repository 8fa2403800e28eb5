using System.Text;
using Aspirate.Expressions;
using Aspirate.Model;
using Aspirate.Naming;
using Aspirate.Yaml;

namespace Aspirate.Kubernetes;

/// <summary>
/// The environment of a workload, split into what anyone may read and what is secret. The objects are named after a hash
/// of their content, so a change makes a new object and rolls exactly the pods that use it.
/// </summary>
internal sealed class WorkloadConfiguration
{
    private const int HashLength = 10;

    private readonly DeploymentModel _model;
    private readonly Workload _workload;
    private readonly Dictionary<string, string> _argumentVariables = new(StringComparer.Ordinal);

    public WorkloadConfiguration(DeploymentModel model, Workload workload)
    {
        _model = model;
        _workload = workload;
        Config = new();
        Secret = new();
        foreach (var (key, text) in workload.Env)
        {
            // A Secret's base64 carries any character; a ConfigMap's text would stop kustomize.
            if (text.IsSecret || YamlText.IsRefusedByKustomize(text.Text))
            {
                Secret.Add(key, Base64(text.Text));
            }
            else
            {
                Config.Add(key, text.Text);
            }
        }

        foreach (var segment in workload.Args.SelectMany(a => a.Segments))
        {
            if (VariableKey(segment) is { } key && _argumentVariables.TryAdd(key, VariableFor(key)))
            {
                Secret.Add(_argumentVariables[key], Base64(segment.Text));
            }
        }

        ConfigName = Config.Count == 0 ? null : HashedName("-config", Config);
        SecretName = Secret.Count == 0 ? null : HashedName("-secret", Secret);
    }

    public YamlMap Config { get; }

    public YamlMap Secret { get; }

    public string? ConfigName { get; }

    public string? SecretName { get; }

    public IEnumerable<ClusterObject> Objects()
    {
        if (ConfigName is not null)
        {
            yield return ConfigObject(ConfigName);
        }

        if (SecretName is not null)
        {
            yield return new(_workload, "secret.yaml", new()
            {
                { "apiVersion", "v1" },
                { "kind", "Secret" },
                { "metadata", Labels.Metadata(_model, _workload, SecretName) },
                { "type", "Opaque" },
                { "data", Secret },
            });
        }

        foreach (var files in _workload.Files)
        {
            yield return FilesObject(files);
        }
    }

    public ClusterObject ConfigObject(string name) => new(_workload, "config.yaml", new()
    {
        { "apiVersion", "v1" },
        { "kind", "ConfigMap" },
        { "metadata", Labels.Metadata(_model, _workload, name) },
        { "data", Config },
    });

    public YamlList? EnvFrom()
    {
        var list = new YamlList();
        if (ConfigName is not null)
        {
            list.Add(new YamlMap { { "configMapRef", new YamlMap { { "name", ConfigName } } } });
        }

        if (SecretName is not null)
        {
            list.Add(new YamlMap { { "secretRef", new YamlMap { { "name", SecretName } } } });
        }

        return list.Count == 0 ? null : list;
    }

    /// <summary>The arguments, secrets in them standing as <c>$(VARIABLE)</c>, which the kubelet fills in.</summary>
    public YamlList? Args()
    {
        if (_workload.Args.Count == 0)
        {
            return null;
        }

        var list = new YamlList();
        foreach (var arg in _workload.Args)
        {
            list.Add(string.Concat(arg.Segments.Select(s => VariableKey(s) is { } key ? $"$({_argumentVariables[key]})" : EscapeDollars(s.Text))));
        }

        return list;
    }

    // "$$" stands for one dollar and "$(" begins a variable; a dollar before anything else is itself.
    public static string EscapeDollars(string text)
    {
        if (!text.Contains('$'))
        {
            return text;
        }

        var escaped = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            escaped.Append(text[i]);
            // A dollar at the very end could meet the "$(" of a secret that follows, so it is doubled as well.
            if (text[i] == '$' && (i + 1 == text.Length || text[i + 1] is '$' or '('))
            {
                escaped.Append('$');
            }
        }

        return escaped.ToString();
    }

    public string FilesName(MountedFiles files) => NameTable.Derive(_workload.Name, $"-{files.Name}-{NameTable.Hash(YamlWriter.Write(FilesData(files)), HashLength)}", 253);

    private ClusterObject FilesObject(MountedFiles files)
    {
        var yaml = new YamlMap
        {
            { "apiVersion", "v1" },
            { "kind", "ConfigMap" },
            { "metadata", Labels.Metadata(_model, _workload, FilesName(files)) },
        };
        foreach (var entry in FilesData(files))
        {
            yaml.Add(entry);
        }

        return new(_workload, $"{files.Name}.yaml", yaml);
    }

    private static YamlMap FilesData(MountedFiles files)
    {
        var text = new YamlMap();
        var binary = new YamlMap();
        foreach (var file in files.Files)
        {
            if (StoragePlan.IsText(file.Content))
            {
                text.Add(file.Key, Encoding.UTF8.GetString(file.Content));
            }
            else
            {
                binary.Add(file.Key, Convert.ToBase64String(file.Content));
            }
        }

        return new() { { "data", text.Count == 0 ? null : text }, { "binaryData", binary.Count == 0 ? null : binary } };
    }

    private string HashedName(string suffix, YamlMap data) =>
        NameTable.Derive(_workload.Name, $"{suffix}-{NameTable.Hash(YamlWriter.Write(data), HashLength)}", 253);

    // What stands for a piece of an argument: nothing, its secret, or, where kustomize could not write it, the piece itself.
    private static string? VariableKey(TextSegment segment) =>
        segment.Secret ?? (YamlText.IsRefusedByKustomize(segment.Text) ? "text " + segment.Text : null);

    private static string VariableFor(string secret)
    {
        var name = new string([.. secret[..Math.Min(secret.Length, 40)].Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')]);
        return $"ASPIRATE_{name}_{NameTable.Hash(secret, 4).ToUpperInvariant()}";
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
