using Aspirate.Kubernetes;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Helm;

/// <summary>
/// Names of jobs. A job cannot be changed once it is there: its name holds a hash of all the values that it is made of, and
/// whoever waits for it asks for that name.
/// </summary>
internal sealed class ChartJobs(DeploymentModel model, IReadOnlyList<ClusterObject> objects)
{
    private const string Prefix = "job/";

    private readonly Dictionary<string, Workload> _jobs = objects.Where(o => o.Kind == "Job").ToDictionary(o => o.Name, o => o.Workload!, StringComparer.Ordinal);

    /// <summary>The templates that make the names; null when there are no jobs.</summary>
    public string? Templates()
    {
        if (_jobs.Count == 0)
        {
            return null;
        }

        var writer = new YamlWriter(template: true);
        writer.Line("{{/* A job cannot be changed once it is there, so its name says which values it was made of. */}}");
        foreach (var (name, workload) in _jobs)
        {
            var others = string.Concat(workload.Waits.Where(w => w.ForCompletion && _jobs.Values.Any(j => j.Name == w.Workload)).Select(w => $" (include \"{TemplateOf(w.Workload)}\" .)"));
            writer.Line("");
            writer.Line($"{{{{- define \"{TemplateOf(workload.Name)}\" -}}}}");
            writer.Line($"{name}-{{{{ list (omit .Values \"services\") (index .Values.services \"{workload.Name}\"){others} | toJson | sha256sum | trunc 6 }}}}");
            writer.Line("{{- end }}");
        }

        return writer.ToString();
    }

    /// <summary>Puts the template in the place of a job's name, wherever that stands.</summary>
    public void Open(YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (var entry in map.ToList())
                {
                    if (Reference(entry.Value) is { } reference)
                    {
                        map.Replace(entry.Key, reference);
                    }
                    else
                    {
                        Open(entry.Value);
                    }
                }

                break;
            case YamlList list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (Reference(list[i]) is { } reference)
                    {
                        list.Replace(i, reference);
                    }
                    else
                    {
                        Open(list[i]);
                    }
                }

                break;
        }
    }

    private YamlLiteral? Reference(YamlNode node)
    {
        if (_jobs.Count == 0 || node is not YamlString { Text: var text })
        {
            return null;
        }

        var prefix = text.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix : "";
        return _jobs.TryGetValue(text[prefix.Length..], out var workload) ? new($"{prefix}{{{{ include \"{TemplateOf(workload.Name)}\" $ }}}}") : null;
    }

    // Templates of all charts of a release share their names.
    private string TemplateOf(string workload) => $"{model.Name}.job.{workload}";
}
