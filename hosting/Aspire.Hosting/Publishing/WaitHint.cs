using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>A wait between two resources that are deployed.</summary>
internal sealed record WaitHint(IResource Resource, WaitType Type, int ExitCode)
{
    internal string TypeName => Type switch
    {
        WaitType.WaitUntilStarted => "started",
        WaitType.WaitForCompletion => "completion",
        _ => "healthy",
    };

    /// <summary>The waits of a resource, one for each resource awaited. Waiting for a connection string means waiting for what it is made of.</summary>
    internal static IReadOnlyList<WaitHint> Of(IResource resource, IReadOnlyCollection<IResource> published)
    {
        var names = published.Where(ManifestHints.IsDeployed).ToDictionary(r => r.Name, NameComparers.Resource);
        var found = new Dictionary<string, WaitHint>(NameComparers.Resource);
        var seen = new HashSet<IResource>(ReferenceEqualityComparer.Instance);
        Collect(resource);
        return [.. found.Values];

        void Collect(IResource current)
        {
            if (!seen.Add(current))
            {
                return;
            }

            foreach (var wait in current.Annotations.OfType<WaitAnnotation>())
            {
                if (names.TryGetValue(wait.Resource.Name, out var deployed))
                {
                    Keep(new WaitHint(deployed, wait.WaitType, wait.ExitCode));
                }
                else if (!ManifestHints.IsDeployed(wait.Resource))
                {
                    Collect(wait.Resource);
                }
            }
        }

        // Of several waits for the same resource the one that asks for most.
        void Keep(WaitHint hint)
        {
            if (hint.Resource.Name != resource.Name && (!found.TryGetValue(hint.Resource.Name, out var other) || Demand(hint) > Demand(other)))
            {
                found[hint.Resource.Name] = hint;
            }
        }

        static int Demand(WaitHint hint) => hint.Type switch { WaitType.WaitUntilStarted => 0, WaitType.WaitUntilHealthy => 1, _ => 2 };
    }
}
