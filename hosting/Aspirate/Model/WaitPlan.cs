using Aspirate.Hints;
using Aspirate.Manifest;
using Aspirate.Problems;

namespace Aspirate.Model;

/// <summary>Who waits for whom. A wait for something without a process of its own (a database) is one for what runs it.</summary>
internal sealed class WaitPlan
{
    private readonly Dictionary<string, List<PlannedWait>> _waits = new(StringComparer.Ordinal);
    private readonly HashSet<string> _jobs = new(StringComparer.Ordinal);

    public WaitPlan(
        ManifestDocument manifest,
        IReadOnlyList<ManifestResource> running,
        ManifestHints hints,
        IReadOnlyDictionary<string, PortPlan> ports,
        Func<SourcedText, IReadOnlySet<string>> touches,
        bool isKubernetes,
        ProblemList problems)
    {
        foreach (var hint in running.SelectMany(r => hints.For(r.Name).Waits).Where(w => w.Type == "completion" && ports.ContainsKey(w.Resource)))
        {
            _jobs.Add(hint.Resource);
            if (hint.ExitCode != 0)
            {
                problems.Add(hints.File, hint.JsonPath, $"waits for \"{hint.Resource}\" to end with exit code {hint.ExitCode}, but {(isKubernetes ? "Kubernetes" : "Compose")} counts 0 alone as success; let it end with 0.");
            }
        }

        foreach (var resource in running)
        {
            List<PlannedWait> planned = [];
            foreach (var hint in hints.For(resource.Name).Waits)
            {
                foreach (var target in Targets(manifest.Find(hint.Resource)!, touches).Where(t => t != resource.Name && ports.ContainsKey(t)))
                {
                    Add(planned, target, ports[target]);
                }
            }

            _waits[resource.Name] = planned;
        }

        ReportCycles(running, hints.File, problems);
    }

    public IReadOnlyList<PlannedWait> For(string resource) => _waits[resource];

    public bool IsJob(string resource) => _jobs.Contains(resource);

    private void Add(List<PlannedWait> planned, string target, PortPlan ports)
    {
        if (planned.Any(p => p.Target == target))
        {
            return;
        }

        // A job never stays up, so whoever waits for it waits for its end.
        var port = ports.Ports.FirstOrDefault(p => !p.Udp);
        if (_jobs.Contains(target))
        {
            planned.Add(new(target, true, null));
        }
        else if (port is not null)
        {
            planned.Add(new(target, false, port));
        }
    }

    private static IEnumerable<string> Targets(ManifestResource resource, Func<SourcedText, IReadOnlySet<string>> touches) =>
        resource.Runs ? [resource.Name]
        : resource.ConnectionString is { } text && resource.Kind == ResourceKind.Value ? touches(text).Order(StringComparer.Ordinal)
        : [];

    private void ReportCycles(IReadOnlyList<ManifestResource> running, string file, ProblemList problems)
    {
        HashSet<string> done = new(StringComparer.Ordinal);
        foreach (var resource in running)
        {
            // An explicit stack: a chain of thousands of waits must not overflow ours.
            List<(string Name, int Next)> path = [(resource.Name, 0)];
            HashSet<string> open = new(StringComparer.Ordinal) { resource.Name };
            while (path.Count > 0)
            {
                var (name, next) = path[^1];
                var waits = _waits[name];
                if (done.Contains(name) || next >= waits.Count)
                {
                    done.Add(name);
                    open.Remove(name);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = (name, next + 1);
                var target = waits[next].Target;
                if (open.Contains(target))
                {
                    var cycle = path.Select(p => p.Name).SkipWhile(n => n != target).Append(target);
                    problems.Add(file, "$.resources", $"wait for each other and would never start: {string.Join(" -> ", cycle)}.");
                }
                else if (!done.Contains(target))
                {
                    open.Add(target);
                    path.Add((target, 0));
                }
            }
        }
    }

    internal sealed record PlannedWait(string Target, bool ForCompletion, WorkloadPort? Port);
}
