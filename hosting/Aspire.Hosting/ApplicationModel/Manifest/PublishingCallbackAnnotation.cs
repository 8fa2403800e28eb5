using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource writes when the application is published with <c>--publisher default</c>.</summary>
public sealed class PublishingCallbackAnnotation(Func<PublishingContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Writes it.</summary>
    public Func<PublishingContext, Task> Callback { get; } = callback ?? throw new ArgumentNullException(nameof(callback));
}

/// <summary>What is published, and where to.</summary>
public sealed class PublishingContext(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IServiceProvider serviceProvider,
    ILogger logger,
    CancellationToken cancellationToken,
    string outputPath)
{
    /// <summary>The whole model.</summary>
    public DistributedApplicationModel Model { get; } = model ?? throw new ArgumentNullException(nameof(model));

    /// <summary>The operation under way.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext ?? throw new ArgumentNullException(nameof(executionContext));

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = serviceProvider ?? throw new ArgumentNullException(nameof(serviceProvider));

    /// <summary>The log of the publishing.</summary>
    public ILogger Logger { get; } = logger ?? throw new ArgumentNullException(nameof(logger));

    /// <summary>Ends publishing early.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The folder that files go to, as a full path.</summary>
    public string OutputPath { get; } = outputPath ?? throw new ArgumentNullException(nameof(outputPath));
}
