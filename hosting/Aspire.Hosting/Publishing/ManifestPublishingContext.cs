using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the entries of a manifest; callbacks of resources get it to write their own.</summary>
public sealed partial class ManifestPublishingContext
{
    // Resources that entries mention; those that are not part of the model get an entry of their own at the end.
    private readonly Dictionary<string, IResource> _mentioned = [];

    /// <summary>Creates a context that writes to <paramref name="writer"/>; <paramref name="manifestPath"/> is what paths in the manifest are relative to.</summary>
    public ManifestPublishingContext(DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
    {
        ExecutionContext = executionContext;
        ManifestPath = manifestPath;
        Writer = writer;
        CancellationToken = cancellationToken;
    }

    /// <summary>The operation under way.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The path of the manifest.</summary>
    public string ManifestPath { get; }

    /// <summary>Where the JSON goes.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Ends publishing early.</summary>
    public CancellationToken CancellationToken { get; }

    internal PortAllocator PortAllocator { get; } = new();

    /// <summary>A path as the manifest has it: relative to its directory, with forward slashes.</summary>
    public string? GetManifestRelativePath(string? path)
    {
        if (path is null)
        {
            return null;
        }

        var directory = Path.GetDirectoryName(Path.GetFullPath(ManifestPath)) ?? throw new DistributedApplicationException($"The manifest path '{ManifestPath}' has no directory.");
        return Path.GetRelativePath(directory, path.Replace('\\', '/')).Replace('\\', '/');
    }

    /// <summary>Remembers the resources in <paramref name="value"/>, so that each gets an entry even if it is not part of the model.</summary>
    public void TryAddDependentResources(object? value)
    {
        switch (value)
        {
            case IResource resource:
                _mentioned.TryAdd(resource.Name, resource);
                break;
            case IResourceBuilder<IResource> builder:
                TryAddDependentResources(builder.Resource);
                break;
            case UriEncodedValue { Entry: { } entry } encoded:
                _mentioned.TryAdd(entry.Name, entry);
                TryAddDependentResources(encoded.Inner);
                break;
            case IValueWithReferences composite:
                foreach (var part in composite.References)
                {
                    TryAddDependentResources(part);
                }

                break;
        }
    }

    internal async Task WriteModelAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        Writer.WriteStartObject();
        Writer.WriteString("$schema", "https://json.schemastore.org/aspire-8.0.json");
        Writer.WriteStartObject("resources");

        foreach (var resource in model.Resources)
        {
            await WriteResourceAsync(resource, cancellationToken).ConfigureAwait(false);
        }

        await WriteMentionedResourcesAsync(model, cancellationToken).ConfigureAwait(false);

        Writer.WriteEndObject();
        Writer.WriteEndObject();
        await Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    internal async Task WriteResourceAsync(IResource resource, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // A resource may say how it is written, or that it is not.
        if (resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var custom))
        {
            if (custom.Callback is { } callback)
            {
                await WriteEntryAsync(resource, () => callback(this)).ConfigureAwait(false);
            }

            return;
        }

        await WriteEntryAsync(resource, () => resource switch
        {
            ContainerResource container => WriteContainerAsync(container),
            ProjectResource project => WriteProjectAsync(project),
            ExecutableResource executable => WriteExecutableAsync(executable),
            ParameterResource parameter => WriteParameterAsync(parameter),
            IResourceWithConnectionString connection => WriteValueAsync(connection),
            _ => WriteErrorAsync("This resource does not support generation in the manifest."),
        }).ConfigureAwait(false);
    }

    // Writing one may mention another.
    private async Task WriteMentionedResourcesAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var written = model.Resources.Select(r => r.Name).ToHashSet();

        while (_mentioned.Values.FirstOrDefault(r => !written.Contains(r.Name)) is { } next)
        {
            await WriteResourceAsync(next, cancellationToken).ConfigureAwait(false);
            written.Add(next.Name);
        }
    }

    private async Task WriteEntryAsync(IResource resource, Func<Task> write)
    {
        Writer.WriteStartObject(resource.Name);
        await write().ConfigureAwait(false);
        Writer.WriteEndObject();
    }

    private Task WriteErrorAsync(string message)
    {
        Writer.WriteString("error", message);
        return Task.CompletedTask;
    }
}
