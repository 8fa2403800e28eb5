namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource sends telemetry.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>The protocol it must use; null for the one that is configured.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
