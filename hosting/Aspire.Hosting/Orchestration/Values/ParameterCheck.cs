using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Values;

/// <summary>Finds the parameters that nothing gives a value, all at once.</summary>
internal static class ParameterCheck
{
    /// <summary>One sentence for each: its name, the key, and the ways to give it a value.</summary>
    public static async Task<ImmutableArray<string>> MissingAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var missing = ImmutableArray.CreateBuilder<string>();
        // A connection string may be optional to those who use it; one that is not fails them with its name.
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(p => !p.IsConnectionString && p.WaitForValueTcs is null))
        {
            try
            {
                await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (MissingParameterValueException)
            {
                missing.Add(Describe(parameter));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                missing.Add($"The parameter '{parameter.Name}' has no value: {e.Message}");
            }
        }
        return missing.ToImmutable();
    }

    private static string Describe(ParameterResource parameter)
    {
        var key = parameter.ConfigurationKey;
        var variable = key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_');
        return $"The parameter '{parameter.Name}' has no value: the configuration key '{key}' is missing. " +
               $"Give it one in the environment ({variable}=...), on the command line (--{key}=...), or with: dotnet user-secrets set \"{key}\" \"...\"";
    }
}
