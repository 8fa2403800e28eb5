using System.Reflection;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A default that is made once and then kept in the AppHost's user secrets, so that it is the same on every run.</summary>
internal sealed class UserSecretsParameterDefault(Assembly appHostAssembly, string applicationName, string parameterName, ParameterDefault parameterDefault) : ParameterDefault
{
    /// <inheritdoc />
    public override string GetDefaultValue()
    {
        var key = $"Parameters:{parameterName}";

        if (UserSecretsFile.Find(appHostAssembly) is not { } secrets)
        {
            return parameterDefault.GetDefaultValue();
        }

        // Another AppHost may have generated the value a moment ago; whoever comes second takes what the first one kept.
        return secrets.GetOrAdd(key, parameterDefault.GetDefaultValue, applicationName);
    }

    /// <inheritdoc />
    public override void WriteToManifest(ManifestPublishingContext context) => parameterDefault.WriteToManifest(context);
}
