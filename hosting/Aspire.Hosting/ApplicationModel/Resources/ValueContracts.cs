namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something with a value at run time.</summary>
public interface IValueProvider
{
    /// <summary>The value; null when there is none.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>Something with an expression that stands for its value in a manifest, such as <c>{db.connectionString}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression.</summary>
    string ValueExpression { get; }
}

/// <summary>A value that is made of other values or resources.</summary>
public interface IValueWithReferences
{
    /// <summary>The values and resources this one is made of.</summary>
    IEnumerable<object> References { get; }
}
