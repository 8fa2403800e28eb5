using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Ports;
using Aspire.Hosting.Orchestration.Supervision;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>Resolves the variables and arguments of a replica as it starts: what is inherited, then what the model says, last word wins.</summary>
internal sealed class EnvironmentComposer(DistributedApplicationExecutionContext context, Func<string, string, int, int?> targetPort)
{
    /// <summary>The complete environment.</summary>
    /// <exception cref="DistributedApplicationException">Some variables have no value; all are named.</exception>
    public async Task<ComposedEnvironment> ComposeAsync(Replica replica, ILogger logger, CancellationToken cancellationToken)
    {
        var environment = InheritedEnvironment.Read();
        var fromModel = ImmutableHashSet.CreateBuilder<string>(InheritedEnvironment.Names);
        var failures = new List<string>();
        await replica.Resource.ProcessEnvironmentVariableValuesAsync(
            context,
            (name, _, value, error) =>
            {
                if (error is not null)
                {
                    failures.Add($"The environment variable '{name}': {error.Message}");
                }
                else if (value is not null)
                {
                    environment[name] = Fill(value, replica);
                    fromModel.Add(name);
                }
            },
            logger,
            cancellationToken: cancellationToken).ConfigureAwait(false);

        ThrowIfAny(failures, replica);
        foreach (var (name, value) in ShellSafeNames.For(environment.Where(v => fromModel.Contains(v.Key))))
        {
            if (environment.TryAdd(name, value))
            {
                fromModel.Add(name);
            }
        }
        InheritedEnvironment.BypassProxyForLoopback(environment);
        return new ComposedEnvironment(environment, fromModel.ToImmutable());
    }

    /// <summary>The arguments that the model gives.</summary>
    /// <exception cref="DistributedApplicationException">Some arguments have no value; all are told.</exception>
    public async Task<ComposedArguments> ComposeArgumentsAsync(Replica replica, ILogger logger, CancellationToken cancellationToken)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        var secret = ImmutableArray.CreateBuilder<bool>();
        var failures = new List<string>();
        await replica.Resource.ProcessArgumentValuesAsync(
            context,
            (_, value, error, isSensitive) =>
            {
                if (error is not null)
                {
                    failures.Add($"An argument: {error.Message}");
                }
                else if (value is not null)
                {
                    values.Add(Fill(value, replica));
                    secret.Add(isSensitive);
                }
            },
            logger,
            cancellationToken: cancellationToken).ConfigureAwait(false);

        ThrowIfAny(failures, replica);
        return new ComposedArguments(values.ToImmutable(), secret.ToImmutable());
    }

    private string Fill(string text, Replica replica) =>
        TargetPortTemplate.Fill(text, (resource, endpoint) =>
                targetPort(resource, endpoint, resource.Equals(replica.Resource.Name, StringComparison.OrdinalIgnoreCase) ? replica.Index : 0))
            .Replace(OtlpConfigurationExtensions.InstanceIdToken, replica.Suffix, StringComparison.Ordinal)
            .Replace(OtlpConfigurationExtensions.ServiceNameToken, replica.Resource.Name, StringComparison.Ordinal);

    private static void ThrowIfAny(List<string> failures, Replica replica)
    {
        if (failures.Count > 0)
        {
            throw new DistributedApplicationException($"'{replica.Resource.Name}' cannot be started. {string.Join(' ', failures)}");
        }
    }
}
