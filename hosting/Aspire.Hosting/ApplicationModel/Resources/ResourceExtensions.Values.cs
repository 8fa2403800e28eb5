using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>The environment variables as they would be at run time, or as manifest expressions for <see cref="DistributedApplicationOperation.Publish"/>.</summary>
    public static async ValueTask<Dictionary<string, string>> GetEnvironmentVariableValuesAsync(
        this IResourceWithEnvironment resource,
        DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var values = new Dictionary<string, string>();
        var context = new DistributedApplicationExecutionContext(applicationOperation);

        await resource.ProcessEnvironmentVariableValuesAsync(
            context,
            (key, _, value, exception) =>
            {
                ThrowIfFailed(exception);
                if (value is not null)
                {
                    values[key] = value;
                }
            },
            NullLogger.Instance).ConfigureAwait(false);

        return values;
    }

    /// <summary>The command-line arguments as they would be at run time, or as manifest expressions for <see cref="DistributedApplicationOperation.Publish"/>.</summary>
    public static async ValueTask<string[]> GetArgumentValuesAsync(
        this IResourceWithArgs resource,
        DistributedApplicationOperation applicationOperation = DistributedApplicationOperation.Run)
    {
        var values = new List<string>();
        var context = new DistributedApplicationExecutionContext(applicationOperation);

        await resource.ProcessArgumentValuesAsync(
            context,
            (_, value, exception, _) =>
            {
                ThrowIfFailed(exception);
                if (value is not null)
                {
                    values.Add(value);
                }
            },
            NullLogger.Instance).ConfigureAwait(false);

        return [.. values];
    }

    /// <summary>
    /// Runs the argument callbacks and hands every argument to <paramref name="processValue"/>: as declared, as text, the exception
    /// if it could not be resolved, and whether it is secret.
    /// </summary>
    public static async ValueTask ProcessArgumentValuesAsync(
        this IResource resource,
        DistributedApplicationExecutionContext executionContext,
        Action<object?, string?, Exception?, bool> processValue,
        ILogger logger,
        string? containerHostName = null,
        CancellationToken cancellationToken = default)
    {
        if (!resource.TryGetAnnotationsOfType<CommandLineArgsCallbackAnnotation>(out var callbacks))
        {
            return;
        }

        var args = new List<object>();
        var context = new CommandLineArgsCallbackContext(args, resource, cancellationToken)
        {
            ExecutionContext = executionContext,
            Logger = logger,
        };

        foreach (var callback in callbacks)
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        foreach (var arg in args)
        {
            try
            {
                var resolved = await resource.ResolveAsync(executionContext, logger, arg, key: null, containerHostName, cancellationToken).ConfigureAwait(false);
                if (resolved.Value is not null)
                {
                    processValue(arg, resolved.Value, null, resolved.IsSensitive);
                }
            }
            catch (Exception exception)
            {
                processValue(arg, arg.ToString(), exception, false);
            }
        }
    }

    /// <summary>
    /// Runs the environment callbacks and hands every variable to <paramref name="processValue"/>: name, value as declared, as text, and
    /// the exception if it could not be resolved.
    /// </summary>
    public static async ValueTask ProcessEnvironmentVariableValuesAsync(
        this IResource resource,
        DistributedApplicationExecutionContext executionContext,
        Action<string, object?, string?, Exception?> processValue,
        ILogger logger,
        string? containerHostName = null,
        CancellationToken cancellationToken = default)
    {
        if (!resource.TryGetEnvironmentVariables(out var callbacks))
        {
            return;
        }

        var variables = new Dictionary<string, object>();
        var context = new EnvironmentCallbackContext(executionContext, resource, variables, cancellationToken)
        {
            Logger = logger,
        };

        foreach (var callback in callbacks)
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        foreach (var (key, value) in variables)
        {
            try
            {
                var resolved = await resource.ResolveAsync(executionContext, logger, value, key, containerHostName, cancellationToken).ConfigureAwait(false);
                if (resolved.Value is not null)
                {
                    processValue(key, value, resolved.Value, null);
                }
            }
            catch (Exception exception)
            {
                processValue(key, value, null, exception);
            }
        }
    }

    internal static async ValueTask<ResolvedValue> ResolveAsync(
        this IResource resource,
        DistributedApplicationExecutionContext executionContext,
        ILogger logger,
        object? value,
        string? key,
        string? containerHostName,
        CancellationToken cancellationToken)
    {
        switch (value)
        {
            case null:
                return ResolvedValue.None;
            case string text:
                return new ResolvedValue(text, IsSensitive: false);
            case IResourceBuilder<IResource> builder:
                return await resource.ResolveAsync(executionContext, logger, builder.Resource, key, containerHostName, cancellationToken).ConfigureAwait(false);
            case IManifestExpressionProvider expression when executionContext.IsPublishMode:
                return new ResolvedValue(expression.ValueExpression, IsSensitive: false);
            case IValueProvider provider when executionContext.IsRunMode:
                return await ResolveAtRunTimeAsync(resource, logger, provider, key, containerHostName, cancellationToken).ConfigureAwait(false);
            default:
                return new ResolvedValue(Convert.ToString(value, CultureInfo.InvariantCulture), IsSensitive: false);
        }
    }

    private static async ValueTask<ResolvedValue> ResolveAtRunTimeAsync(
        IResource resource,
        ILogger logger,
        IValueProvider provider,
        string? key,
        string? containerHostName,
        CancellationToken cancellationToken)
    {
        var pending = ExpressionResolver.ResolveAsync(resource.IsContainer(), provider, containerHostName ?? KnownHostNames.DefaultContainerHost, cancellationToken);

        // A value that others still have to produce may take a while; without a line in the log that looks like a hang.
        if (!pending.IsCompleted && key is not null)
        {
            logger.LogDebug("Waiting for the value of '{Key}'.", key);
        }

        return await pending.ConfigureAwait(false);
    }

    private static void ThrowIfFailed(Exception? exception)
    {
        if (exception is not null)
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}
