using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Questions about emulators.</summary>
public static class EmulatorResourceExtensions
{
    /// <summary>Whether the resource is an emulator of a cloud service.</summary>
    public static bool IsEmulator(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return resource.Annotations.OfType<EmulatorResourceAnnotation>().Any();
    }
}
