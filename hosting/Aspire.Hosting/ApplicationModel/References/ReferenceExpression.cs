using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes that other resources fill in: values at run time, expressions in a manifest.</summary>
[DebuggerDisplay("ReferenceExpression = {ValueExpression}, Providers = {ValueProviders.Count}")]
public class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    private readonly string[] _manifestExpressions;

    private ReferenceExpression(string format, IValueProvider[] valueProviders, string[] manifestExpressions)
    {
        Format = format;
        ValueProviders = valueProviders;
        _manifestExpressions = manifestExpressions;
    }

    /// <summary>The text as a composite format string, one index per hole; literal braces are doubled.</summary>
    public string Format { get; }

    /// <summary>The manifest expression of each hole.</summary>
    public IReadOnlyList<string> ManifestExpressions => _manifestExpressions;

    /// <summary>What fills each hole at run time.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    IEnumerable<object> IValueWithReferences.References => ValueProviders;

    /// <summary>The text with manifest expressions in its holes.</summary>
    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, _manifestExpressions);

    /// <summary>The text with values in its holes; null when the text is empty.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        if (Format.Length == 0)
        {
            return null;
        }

        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = await ValueProviders[i].GetValueAsync(cancellationToken).ConfigureAwait(false);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    /// <summary>Makes an expression from an interpolated string: <c>ReferenceExpression.Create($"http://{endpoint}")</c>.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    internal static ReferenceExpression Create(string format, IValueProvider[] valueProviders, string[] manifestExpressions)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(valueProviders);
        ArgumentNullException.ThrowIfNull(manifestExpressions);
        return new(format, valueProviders, manifestExpressions);
    }

    /// <summary>Collects literals and holes of an interpolated string.</summary>
    /// <remarks>There is deliberately no overload for <see cref="object"/>: a hole that is neither a string nor a value of the model must not compile.</remarks>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly ReferenceExpressionParts _parts = new(literalLength, formattedCount);

        /// <summary>Adds literal text.</summary>
        public readonly void AppendLiteral(string value) => _parts.AddLiteral(value);

        /// <summary>Adds text that is known now.</summary>
        public readonly void AppendFormatted(string? value) => _parts.AddLiteral(value);

        /// <summary>Adds text that is known now, in a format: <c>uri</c>.</summary>
        public readonly void AppendFormatted(string? value, string format) => _parts.AddLiteral(value, format);

        /// <summary>Adds a value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => _parts.AddHole(valueProvider);

        /// <summary>Adds a value that is known later, in a format: <c>uri</c>.</summary>
        public void AppendFormatted<T>(T valueProvider, string format) where T : IValueProvider, IManifestExpressionProvider => _parts.AddHole(valueProvider, format);

        /// <summary>Adds the value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider
        {
            ArgumentNullException.ThrowIfNull(valueProvider);
            _parts.AddHole(valueProvider.Resource);
        }

        /// <summary>Adds the value of a resource, in a format: <c>uri</c>.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string format) where T : IResource, IValueProvider, IManifestExpressionProvider
        {
            ArgumentNullException.ThrowIfNull(valueProvider);
            _parts.AddHole(valueProvider.Resource, format);
        }

        internal readonly ReferenceExpression GetExpression() => _parts.Build();
    }
}

/// <summary>Literals and holes gathered so far; shared by both interpolated-string handlers and the builder.</summary>
internal sealed class ReferenceExpressionParts(int literalLength, int formattedCount)
{
    private readonly StringBuilder _format = new(literalLength);
    private readonly List<IValueProvider> _providers = new(formattedCount);
    private readonly List<string> _expressions = new(formattedCount);

    internal bool IsEmpty => _format.Length == 0;

    internal void AddLiteral(string? value)
    {
        if (value is null)
        {
            return;
        }

        foreach (var c in value)
        {
            _format.Append(c);
            if (c is '{' or '}')
            {
                _format.Append(c);
            }
        }
    }

    internal void AddLiteral(string? value, string format)
    {
        UriEncodedValue.RefuseUnknown(format);
        AddLiteral(UriEncodedValue.Encode(value));
    }

    internal void AddHole<T>(T value, string format) where T : IValueProvider, IManifestExpressionProvider
    {
        ArgumentNullException.ThrowIfNull(value);
        UriEncodedValue.RefuseUnknown(format);
        AddHole(UriEncodedValue.Of(value));
    }

    internal void AddHole<T>(T value) where T : IValueProvider, IManifestExpressionProvider
    {
        ArgumentNullException.ThrowIfNull(value);

        _format.Append('{').Append(_providers.Count).Append('}');
        _providers.Add(value);
        _expressions.Add(value.ValueExpression);
    }

    internal ReferenceExpression Build() => ReferenceExpression.Create(_format.ToString(), [.. _providers], [.. _expressions]);
}
