using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value and whether it, or a part of it, is secret. A class, because generic code over structs of ours is compiled at run time.</summary>
internal sealed record ResolvedValue(string? Value, bool IsSensitive)
{
    internal static readonly ResolvedValue None = new(null, IsSensitive: false);
}

/// <summary>Names by which containers reach the machine they run on.</summary>
internal static class KnownHostNames
{
    internal const string DefaultContainerHost = "host.docker.internal";
    internal const string PodmanContainerHost = "host.containers.internal";
}

/// <summary>
/// Resolves values at run time as one consumer sees them: what is on the host is <c>localhost</c> to a process and another name to a
/// container, and a container reaches other containers by their resource name and own port.
/// </summary>
internal sealed class ExpressionResolver
{
    private readonly bool _consumerIsContainer;
    private readonly string _containerHostName;

    private ExpressionResolver(bool consumerIsContainer, string containerHostName)
    {
        _consumerIsContainer = consumerIsContainer;
        _containerHostName = containerHostName;
    }

    internal static ValueTask<ResolvedValue> ResolveAsync(bool sourceIsContainer, IValueProvider valueProvider, string containerHostName, CancellationToken cancellationToken)
        => new ExpressionResolver(sourceIsContainer, containerHostName).ResolveAsync(valueProvider, cancellationToken);

    private async ValueTask<ResolvedValue> ResolveAsync(object? value, CancellationToken cancellationToken) => value switch
    {
        ConnectionStringReference reference => await ResolveConnectionStringAsync(reference, cancellationToken).ConfigureAwait(false),
        ParameterResource parameter => new(await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false), parameter.Secret),
        IResourceWithConnectionString resource => await ResolveAsync(resource.ConnectionStringExpression, cancellationToken).ConfigureAwait(false),
        ReferenceExpression expression => await ResolveExpressionAsync(expression, cancellationToken).ConfigureAwait(false),
        EndpointReference endpoint => new(await ResolveEndpointAsync(endpoint, EndpointProperty.Url, cancellationToken).ConfigureAwait(false), false),
        EndpointReferenceExpression part => new(await ResolveEndpointAsync(part.Endpoint, part.Property, cancellationToken).ConfigureAwait(false), false),
        UriEncodedValue encoded => await ResolveEncodedAsync(encoded, cancellationToken).ConfigureAwait(false),
        HostUrl url => new(_consumerIsContainer ? SeenFromContainer(url.Url) : url.Url, false),
        IValueProvider provider => new(await provider.GetValueAsync(cancellationToken).ConfigureAwait(false), false),
        _ => throw new NotSupportedException($"A value of type '{value?.GetType()}' cannot be resolved."),
    };

    private async ValueTask<ResolvedValue> ResolveEncodedAsync(UriEncodedValue encoded, CancellationToken cancellationToken)
    {
        var resolved = await ResolveAsync(encoded.Inner, cancellationToken).ConfigureAwait(false);
        return resolved with { Value = UriEncodedValue.Encode(resolved.Value) };
    }

    private async ValueTask<ResolvedValue> ResolveConnectionStringAsync(ConnectionStringReference reference, CancellationToken cancellationToken)
    {
        ResolvedValue resolved;
        try
        {
            resolved = await ResolveAsync(reference.Resource, cancellationToken).ConfigureAwait(false);
        }
        catch (MissingParameterValueException) when (reference.Optional)
        {
            return ResolvedValue.None;
        }

        if (string.IsNullOrEmpty(resolved.Value) && !reference.Optional)
        {
            throw new DistributedApplicationException($"The connection string for the resource '{reference.Resource.Name}' is not available.");
        }

        return resolved;
    }

    private async ValueTask<ResolvedValue> ResolveExpressionAsync(ReferenceExpression expression, CancellationToken cancellationToken)
    {
        if (expression.Format.Length == 0)
        {
            return ResolvedValue.None;
        }

        var values = new object?[expression.ValueProviders.Count];
        var sensitive = false;

        for (var i = 0; i < values.Length; i++)
        {
            var resolved = await ResolveAsync(expression.ValueProviders[i], cancellationToken).ConfigureAwait(false);
            values[i] = resolved.Value;
            sensitive |= resolved.IsSensitive;
        }

        return new(string.Format(CultureInfo.InvariantCulture, expression.Format, values), sensitive);
    }

    private async ValueTask<string?> ResolveEndpointAsync(EndpointReference endpoint, EndpointProperty property, CancellationToken cancellationToken)
    {
        // Who says which network means that one, whoever asks.
        var fromContainer = endpoint.ContextNetworkID is { } network ? network == KnownNetworkIdentifiers.DefaultAspireContainerNetwork : _consumerIsContainer;
        if (!fromContainer)
        {
            return await endpoint.Property(property).GetValueAsync(cancellationToken).ConfigureAwait(false);
        }

        // What lives inside another resource is reached through that one.
        var owner = endpoint.Resource.GetRootResource();
        var ownerIsContainer = owner.IsContainer();

        string Host() => ownerIsContainer ? owner.Name : endpoint.AllocatedEndpoint.ContainerHostAddress ?? _containerHostName;
        int Port() => ownerIsContainer && endpoint.TargetPort is { } target ? target : endpoint.Port;

        return property switch
        {
            EndpointProperty.Host or EndpointProperty.IPV4Host => Host(),
            EndpointProperty.Port => Port().ToString(CultureInfo.InvariantCulture),
            EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{Host()}:{Port()}"),
            EndpointProperty.Url => string.Create(CultureInfo.InvariantCulture, $"{endpoint.Scheme}://{Host()}:{Port()}"),
            _ => await endpoint.Property(property).GetValueAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private string SeenFromContainer(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !uri.IsLoopback)
        {
            return url;
        }

        // Only the host is exchanged, in the text, so that everything else stays exactly as it was written.
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var at = url.IndexOf(uri.Host, start, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? url : string.Concat(url.AsSpan(0, at), _containerHostName, url.AsSpan(at + uri.Host.Length));
    }
}
