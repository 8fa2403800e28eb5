using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A default that the AppHost states itself.</summary>
internal sealed class ConstantParameterDefault(Func<string> valueGetter) : ParameterDefault
{
    private string? _value;

    public ConstantParameterDefault(string value) : this(() => value)
    {
    }

    private string Value => _value ??= valueGetter();

    public override string GetDefaultValue() => Value;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", Value);
}
