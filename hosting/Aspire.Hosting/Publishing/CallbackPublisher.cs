using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Publishing;

/// <summary>Publishes by asking the resources themselves: every one that says how is called, in the order of the model.</summary>
internal sealed class CallbackPublisher(
    IServiceProvider services,
    ILogger<CallbackPublisher> logger,
    IOptions<PublishingOptions> options,
    DistributedApplicationExecutionContext executionContext) : IDistributedApplicationPublisher
{
    internal const string Name = "default";

    public async Task PublishAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var output = options.Value.OutputPath
            ?? throw new DistributedApplicationException($"The '--output-path [path]' option was not specified even though '--publisher {Name}' argument was used.");
        var callbacks = model.Resources.SelectMany(resource => resource.Annotations.OfType<PublishingCallbackAnnotation>().TakeLast(1)).ToArray();
        if (callbacks.Length == 0)
        {
            throw new DistributedApplicationException($"No resource says how it is published with '--publisher {Name}'. Add WithPublishingCallback to one, or use '--publisher manifest'.");
        }

        var context = new PublishingContext(model, executionContext, services, logger, cancellationToken, Path.GetFullPath(output));
        foreach (var publishing in callbacks)
        {
            await publishing.Callback(context).ConfigureAwait(false);
        }

        logger.LogInformation("Published to: {OutputPath}", context.OutputPath);
    }
}
