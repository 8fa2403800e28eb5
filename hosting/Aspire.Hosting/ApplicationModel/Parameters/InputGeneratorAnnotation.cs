namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says how a parameter's value is asked for.</summary>
public class InputGeneratorAnnotation(Func<ParameterResource, InteractionInput> inputGenerator) : IResourceAnnotation
{
    /// <summary>Makes the input for a parameter.</summary>
    public Func<ParameterResource, InteractionInput> InputGenerator { get; } = inputGenerator ?? throw new ArgumentNullException(nameof(inputGenerator));
}
