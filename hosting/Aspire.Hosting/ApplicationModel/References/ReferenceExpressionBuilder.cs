using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Builds a <see cref="ReferenceExpression"/> piece by piece.</summary>
public class ReferenceExpressionBuilder
{
    private readonly ReferenceExpressionParts _parts = new(16, 2);

    /// <summary>Whether nothing has been appended yet.</summary>
    public bool IsEmpty => _parts.IsEmpty;

    /// <summary>Appends an interpolated string.</summary>
    public void Append([InterpolatedStringHandlerArgument("")] in ReferenceExpressionBuilderInterpolatedStringHandler handler)
    {
        // The handler has written into this builder while the compiler evaluated the string.
    }

    /// <summary>Appends literal text.</summary>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _parts.AddLiteral(value);
    }

    /// <summary>Appends text that is known now.</summary>
    public void AppendFormatted(string? value) => _parts.AddLiteral(value);

    /// <summary>Appends text that is known now, in a format: <c>uri</c>.</summary>
    public void AppendFormatted(string? value, string format) => _parts.AddLiteral(value, format);

    /// <summary>Appends a value that is known later.</summary>
    public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => _parts.AddHole(valueProvider);

    /// <summary>Appends a value that is known later, in a format: <c>uri</c>.</summary>
    public void AppendFormatted<T>(T valueProvider, string format) where T : IValueProvider, IManifestExpressionProvider => _parts.AddHole(valueProvider, format);

    /// <summary>The expression built so far.</summary>
    public ReferenceExpression Build() => _parts.Build();

    /// <summary>Appends the pieces of an interpolated string to a builder.</summary>
    [InterpolatedStringHandler]
    public ref struct ReferenceExpressionBuilderInterpolatedStringHandler(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
    {
        private readonly ReferenceExpressionParts _parts = Reserve(literalLength, formattedCount, builder);

        /// <summary>Appends literal text.</summary>
        public readonly void AppendLiteral(string value) => _parts.AddLiteral(value);

        /// <summary>Appends text that is known now.</summary>
        public readonly void AppendFormatted(string? value) => _parts.AddLiteral(value);

        /// <summary>Appends text that is known now, in a format: <c>uri</c>.</summary>
        public readonly void AppendFormatted(string? value, string format) => _parts.AddLiteral(value, format);

        /// <summary>Appends a value that is known later.</summary>
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => _parts.AddHole(valueProvider);

        /// <summary>Appends a value that is known later, in a format: <c>uri</c>.</summary>
        public void AppendFormatted<T>(T valueProvider, string format) where T : IValueProvider, IManifestExpressionProvider => _parts.AddHole(valueProvider, format);

        /// <summary>Appends the value of a resource.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider
        {
            ArgumentNullException.ThrowIfNull(valueProvider);
            _parts.AddHole(valueProvider.Resource);
        }

        /// <summary>Appends the value of a resource, in a format: <c>uri</c>.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string format) where T : IResource, IValueProvider, IManifestExpressionProvider
        {
            ArgumentNullException.ThrowIfNull(valueProvider);
            _parts.AddHole(valueProvider.Resource, format);
        }

        // The lengths are hints the language passes; the builder already exists, so there is nothing to size.
        private static ReferenceExpressionParts Reserve(int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
        {
            _ = literalLength + formattedCount;
            return builder._parts;
        }
    }
}
