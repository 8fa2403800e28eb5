using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The value a parameter has when nobody sets one.</summary>
public abstract class ParameterDefault
{
    /// <summary>Writes how the value comes about into the manifest, inside the <c>default</c> object.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);

    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();
}
