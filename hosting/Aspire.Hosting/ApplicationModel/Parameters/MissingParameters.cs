using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds every parameter nobody gave a value, so that all of them can be set in one go.</summary>
internal static class MissingParameters
{
    /// <exception cref="MissingParameterValueException">Parameters have no value; the message names each with every way to give it one.</exception>
    internal static void Refuse(DistributedApplicationModel model, string appHostDirectory)
    {
        var missing = model.Resources.OfType<ParameterResource>().Where(parameter => IsMissing(parameter) && !CanBeDoneWithout(model, parameter)).ToArray();
        if (missing.Length > 0)
        {
            throw new MissingParameterValueException(Describe(missing, appHostDirectory));
        }
    }

    internal static string Describe(IReadOnlyCollection<ParameterResource> missing, string appHostDirectory)
    {
        var text = new StringBuilder();
        text.Append(missing.Count == 1 ? "A parameter has no value" : $"{missing.Count} parameters have no value");
        text.AppendLine(" and no default. Give each a value in one of these ways, then start again:");

        foreach (var parameter in missing)
        {
            var key = parameter.ConfigurationKey;
            text.AppendLine();
            text.AppendLine($"  '{parameter.Name}'" + (parameter.Secret ? " (secret)" : "") + (string.IsNullOrWhiteSpace(parameter.Description) ? "" : $": {parameter.Description}"));
            text.AppendLine($"    configuration key    {key}");
            text.AppendLine($"    environment variable {EnvironmentVariable(parameter)}");
            text.AppendLine($"    user secret          dotnet user-secrets set \"{key}\" \"<value>\" --project \"{appHostDirectory}\"");
        }

        return text.ToString().TrimEnd();
    }

    // Shells do not take hyphens in variable names; the reader of parameters also looks for the key with underscores, that of connection strings does not.
    private static string EnvironmentVariable(ParameterResource parameter)
    {
        var name = parameter.ConfigurationKey.Replace(":", "__", StringComparison.Ordinal);
        return parameter.IsConnectionString ? name : name.Replace('-', '_');
    }

    private static bool CanBeDoneWithout(DistributedApplicationModel model, ParameterResource parameter)
    {
        var uses = model.Resources.SelectMany(resource => resource.Annotations.OfType<ConnectionStringUseAnnotation>()).Where(use => ReferenceEquals(use.Resource, parameter)).ToArray();
        return uses.Length > 0 && uses.All(use => use.Optional);
    }

    private static bool IsMissing(ParameterResource parameter)
    {
        try
        {
            _ = parameter.ValueInternal;
            return false;
        }
        catch (MissingParameterValueException)
        {
            return true;
        }
    }
}
