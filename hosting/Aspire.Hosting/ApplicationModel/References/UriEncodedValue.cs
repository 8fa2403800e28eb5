using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value as it is written in a URI: <c>$"{password:uri}"</c>. In a manifest that of a parameter is an entry of its own.</summary>
internal sealed class UriEncodedValue : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    internal const string Format = "uri";

    private readonly IManifestExpressionProvider _expression;

    private UriEncodedValue(IValueProvider inner, IManifestExpressionProvider expression)
    {
        Inner = inner;
        _expression = expression;
        Entry = inner is ParameterResource parameter ? new AnnotatedString(parameter) : null;
    }

    internal static UriEncodedValue Of<T>(T inner) where T : IValueProvider, IManifestExpressionProvider => new(inner, inner);

    internal IValueProvider Inner { get; }

    /// <summary>The manifest's entry for it; null where the value is written as it is.</summary>
    internal IResource? Entry { get; }

    // Hosts and ports, which is what else is put into URIs, are the same encoded.
    public string ValueExpression => Entry is null ? _expression.ValueExpression : $"{{{Entry.Name}.value}}";

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        => Encode(await Inner.GetValueAsync(cancellationToken).ConfigureAwait(false));

    IEnumerable<object> IValueWithReferences.References => [Inner];

    internal static string? Encode(string? value) => value is null ? null : Uri.EscapeDataString(value);

    /// <exception cref="FormatException">The format is not known.</exception>
    internal static void RefuseUnknown(string format)
    {
        if (!string.Equals(format, Format, StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"The format '{format}' is not supported. A value can be written as '{Format}', which encodes it for a URI.");
        }
    }

    private sealed class AnnotatedString : Resource
    {
        internal AnnotatedString(ParameterResource parameter) : base($"{parameter.Name}-uri-encoded")
        {
            Annotations.Add(new ManifestPublishingCallbackAnnotation((ManifestPublishingContext context) =>
            {
                context.Writer.WriteString("type", "annotated.string");
                context.Writer.WriteString("value", parameter.ValueExpression);
                context.Writer.WriteString("filter", Format);
            }));
        }
    }
}
