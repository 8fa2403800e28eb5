using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds connection strings put together from other resources.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string; it is available once every resource it refers to has started.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, ReferenceExpression connectionStringExpression)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(connectionStringExpression);

        var resource = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression))
            .WithReferenceRelationship(connectionStringExpression)
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = KnownResourceTypes.ConnectionString,
                State = KnownResourceStates.Waiting,
                Properties = [],
            });

        foreach (var referenced in ReferencedResources(connectionStringExpression))
        {
            resource.WaitForStart(builder.CreateResourceBuilder(referenced));
        }

        return resource;
    }

    /// <summary>Adds a connection string that <paramref name="connectionStringBuilder"/> puts together.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        ArgumentNullException.ThrowIfNull(connectionStringBuilder);

        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }

    private static IEnumerable<IResource> ReferencedResources(IValueWithReferences value)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>(value.References.Reverse());
        while (open.TryPop(out var current))
        {
            if (!seen.Add(current))
            {
                continue;
            }

            if (current is IResource resource)
            {
                yield return resource;
            }
            else if (current is IValueWithReferences nested)
            {
                foreach (var reference in nested.References.Reverse())
                {
                    open.Push(reference);
                }
            }
        }
    }
}
