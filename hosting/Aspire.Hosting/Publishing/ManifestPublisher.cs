using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes the model as a manifest, the JSON that deployment tools read.</summary>
internal class ManifestPublisher(
    ILogger<ManifestPublisher> logger,
    IOptions<PublishingOptions> options,
    IHostApplicationLifetime lifetime,
    DistributedApplicationExecutionContext executionContext) : IDistributedApplicationPublisher
{
    public async Task PublishAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        await PublishInternalAsync(model, cancellationToken).ConfigureAwait(false);
        lifetime.StopApplication();
    }

    protected virtual async Task PublishInternalAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var path = FindManifestPath();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        await WriteAsync(path, async writer =>
        {
            await WriteManifestAsync(model, writer, path, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        await WriteAsync(ManifestHints.FileFor(path), writer => Task.FromResult(ManifestHints.Write(model, writer))).ConfigureAwait(false);

        logger.LogInformation("Published manifest to: {ManifestPath}", path);
    }

    protected Task WriteManifestAsync(DistributedApplicationModel model, Utf8JsonWriter writer, CancellationToken cancellationToken)
        => WriteManifestAsync(model, writer, options.Value.OutputPath ?? Environment.CurrentDirectory, cancellationToken);

    private Task WriteManifestAsync(DistributedApplicationModel model, Utf8JsonWriter writer, string path, CancellationToken cancellationToken)
        => new ManifestPublishingContext(executionContext, path, writer, cancellationToken).WriteModelAsync(model, cancellationToken);

    // Written aside first: a callback that throws must not leave half a file where a good one was. A file with nothing to say is taken away.
    private static async Task WriteAsync(string path, Func<Utf8JsonWriter, Task<bool>> write)
    {
        var aside = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            bool any;
            await using (var stream = new FileStream(aside, FileMode.Create))
            await using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
            {
                any = await write(writer).ConfigureAwait(false);
            }

            if (any)
            {
                File.Move(aside, path, overwrite: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private string FindManifestPath()
    {
        var output = options.Value.OutputPath
            ?? throw new DistributedApplicationException("The '--output-path [path]' option was not specified even though '--publisher manifest' argument was used.");

        return Path.GetFullPath(output.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? output : Path.Combine(output, "aspire-manifest.json"));
    }
}
