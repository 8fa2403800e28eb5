using Aspirate.Model;

namespace Aspirate.Kubernetes;

/// <summary>All objects of a deployment, in the order in which they are written.</summary>
public static class ClusterObjects
{
    public static IReadOnlyList<ClusterObject> Build(DeploymentModel model)
    {
        var configurations = model.Workloads.ToDictionary(w => w.Name, w => new WorkloadConfiguration(model, w), StringComparer.Ordinal);
        var jobNames = JobNames(model, configurations);
        List<ClusterObject> objects = [.. SharedObjects.Build(model)];
        foreach (var workload in model.Workloads.Where(model.IsAsked))
        {
            objects.AddRange(SharedObjects.Account(model, workload, jobNames));
            objects.AddRange(configurations[workload.Name].Objects());
            objects.Add(RunningObjects.Build(model, workload, configurations[workload.Name], jobNames));
            objects.AddRange(NetworkObjects.Build(model, workload));
            objects.AddRange(ScalingObjects.Build(model, workload));
        }

        return objects;
    }

    // A job's name holds a hash of its pod, and that pod may wait for another job: the names are made in that order.
    private static Dictionary<string, string> JobNames(DeploymentModel model, Dictionary<string, WorkloadConfiguration> configurations)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        List<Workload> waiting = [.. model.Workloads.Where(w => w.Role == WorkloadRole.Job)];
        // A resource that is waited for to its end but runs by a schedule has a name of its own.
        foreach (var scheduled in model.Workloads.Where(w => w.Role == WorkloadRole.Scheduled))
        {
            names[scheduled.Name] = scheduled.Name;
        }

        while (waiting.Count > 0)
        {
            // Waits have no cycles when a model is emitted, so one is always ready; the fallback ends the loop all the same.
            var next = waiting.Find(w => w.Waits.Where(x => x.ForCompletion).All(x => names.ContainsKey(x.Workload))) ?? waiting[0];
            waiting.Remove(next);
            foreach (var unknown in next.Waits.Where(x => x.ForCompletion && !names.ContainsKey(x.Workload)))
            {
                names[unknown.Workload] = unknown.Workload;
            }

            names[next.Name] = RunningObjects.JobName(next, new PodBuilder(model, next, configurations[next.Name], names).Template());
        }

        return names;
    }
}
