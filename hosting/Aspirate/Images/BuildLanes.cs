namespace Aspirate.Images;

/// <summary>
/// Who may build at the same time. Builds that share a project file would write the same intermediate files, so they take
/// turns; everything else runs side by side, as many as the machine has processors.
/// </summary>
internal sealed class BuildLanes : IDisposable
{
    private readonly SemaphoreSlim _all = new(Math.Max(2, Environment.ProcessorCount));
    private readonly Dictionary<BuildPlan, SemaphoreSlim> _turns = [];

    public BuildLanes(IReadOnlyList<BuildPlan> plans)
    {
        List<(HashSet<string> Projects, List<BuildPlan> Plans)> groups = [];
        foreach (var plan in plans)
        {
            (HashSet<string> Projects, List<BuildPlan> Plans) group = ([.. plan.Projects], [plan]);
            foreach (var other in groups.Where(g => g.Projects.Overlaps(plan.Projects)).ToList())
            {
                group.Projects.UnionWith(other.Projects);
                group.Plans.AddRange(other.Plans);
                groups.Remove(other);
            }

            groups.Add(group);
        }

        foreach (var group in groups)
        {
            var turn = new SemaphoreSlim(1);
            group.Plans.ForEach(plan => _turns[plan] = turn);
        }
    }

    public async Task RunAsync(BuildPlan plan, Func<Task> build, CancellationToken cancellation)
    {
        // The turn first: a build that waits for another one must not keep a place that a third could use.
        await _turns[plan].WaitAsync(cancellation);
        try
        {
            await _all.WaitAsync(cancellation);
            try
            {
                await build();
            }
            finally
            {
                _all.Release();
            }
        }
        finally
        {
            _turns[plan].Release();
        }
    }

    public void Dispose()
    {
        _all.Dispose();
        foreach (var turn in _turns.Values)
        {
            turn.Dispose();
        }
    }
}
