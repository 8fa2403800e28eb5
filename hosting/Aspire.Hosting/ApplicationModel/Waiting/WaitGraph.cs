namespace Aspire.Hosting.ApplicationModel;

/// <summary>Who cannot start before whom. A pure function of the model, so that a circle is found before anything starts.</summary>
internal static class WaitGraph
{
    /// <summary>One reason why a resource cannot start before another.</summary>
    internal readonly record struct Edge(IResource From, IResource To, string Why)
    {
        public override string ToString() => $"'{From.Name}' {Why} '{To.Name}'";
    }

    /// <exception cref="DistributedApplicationException">Resources wait for each other; the message has the whole circle.</exception>
    internal static void RefuseCycles(DistributedApplicationModel model)
    {
        if (FindCycle(model.Resources) is not { } cycle)
        {
            return;
        }

        var names = string.Join(" -> ", cycle.Select(e => e.From.Name).Append(cycle[^1].To.Name).Select(n => $"'{n}'"));
        var reasons = string.Join(", ", cycle);
        throw new DistributedApplicationException(
            $"The resources {names} wait for each other, so none of them could ever start: {reasons}. Remove one of these waits.");
    }

    /// <summary>The edges of a circle in order, beginning with the resource declared first; null when there is none.</summary>
    internal static IReadOnlyList<Edge>? FindCycle(IEnumerable<IResource> resources)
    {
        var done = new HashSet<IResource>(ReferenceEqualityComparer.Instance);
        return resources.Select(r => FindCycleFrom(r, done)).FirstOrDefault(c => c is not null);
    }

    /// <summary>What the resource depends on directly.</summary>
    internal static IEnumerable<Edge> DependenciesOf(IResource resource)
    {
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            yield return new Edge(resource, wait.Resource, wait.WaitType == WaitType.WaitForCompletion ? "waits for the completion of" : "waits for");
        }

        if (resource is IResourceWithParent child)
        {
            yield return new Edge(resource, child.Parent, "lives inside");
        }

        // A connection string that is a resource of its own is there once everything it is made of is.
        if (resource is ConnectionStringResource { ConnectionStringExpression: var expression })
        {
            foreach (var part in ResourcesIn(expression))
            {
                yield return new Edge(resource, part, "has a connection string made of");
            }
        }
    }

    // Depth first without recursion: models are made by programs and may be deep.
    private static List<Edge>? FindCycleFrom(IResource start, HashSet<IResource> done)
    {
        if (done.Contains(start))
        {
            return null;
        }

        var path = new List<Edge>();
        var onPath = new HashSet<IResource>(ReferenceEqualityComparer.Instance) { start };
        var stack = new Stack<(IResource Resource, IEnumerator<Edge> Ahead)>();
        stack.Push((start, DependenciesOf(start).GetEnumerator()));

        while (stack.TryPeek(out var top))
        {
            if (!top.Ahead.MoveNext())
            {
                stack.Pop();
                onPath.Remove(top.Resource);
                done.Add(top.Resource);
                if (path.Count > 0)
                {
                    path.RemoveAt(path.Count - 1);
                }

                continue;
            }

            var edge = top.Ahead.Current;
            if (onPath.Contains(edge.To))
            {
                path.Add(edge);
                return path[path.FindIndex(e => ReferenceEquals(e.From, edge.To))..];
            }

            if (!done.Contains(edge.To))
            {
                path.Add(edge);
                onPath.Add(edge.To);
                stack.Push((edge.To, DependenciesOf(edge.To).GetEnumerator()));
            }
        }

        return null;
    }

    private static IEnumerable<IResource> ResourcesIn(object value)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<object>([value]);

        while (pending.TryPop(out var current))
        {
            if (!seen.Add(current))
            {
                continue;
            }

            if (current is IResource resource)
            {
                yield return resource;
            }
            else if (current is IValueWithReferences composite)
            {
                foreach (var part in composite.References)
                {
                    pending.Push(part);
                }
            }
        }
    }
}
