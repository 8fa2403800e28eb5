namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from outside the model: configuration, a prompt, or a generated secret.</summary>
public class ParameterResource : Resource, IManifestExpressionProvider, IValueProvider
{
    private readonly Func<ParameterDefault?, string> _read;
    private readonly Lock _gate = new();
    private string? _configurationKey;
    private string? _value;

    /// <summary>A parameter whose value <paramref name="callback"/> reads, given the default.</summary>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(callback);

        _read = callback;
        Secret = secret;
    }

    /// <summary>The value. Blocks while it is being asked for.</summary>
    /// <exception cref="MissingParameterValueException">Nothing gives it a value.</exception>
    [Obsolete("Use GetValueAsync for async access instead.")]
    public string Value => WaitForValueTcs is { } waiting ? waiting.Task.GetAwaiter().GetResult() : ValueInternal;

    /// <summary>What the value is when nothing else gives one.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Whether the value must not be shown.</summary>
    public bool Secret { get; }

    /// <summary>Whether the value is a connection string.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>What is asked for, in words for the person who gives the value.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The configuration key that gives the value.</summary>
    internal string ConfigurationKey
    {
        get => _configurationKey ?? (IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}");
        set => _configurationKey = value;
    }

    /// <summary>Completed when a value that had to be asked for is there; null when it need not be asked for.</summary>
    internal TaskCompletionSource<string>? WaitForValueTcs { get; set; }

    /// <summary>The value, read once. A failed reading is tried again, for configuration may have changed.</summary>
    internal string ValueInternal
    {
        get
        {
            lock (_gate)
            {
                return _value ??= _read(Default);
            }
        }
    }

    /// <summary>The value; waits while it is being asked for.</summary>
    /// <exception cref="MissingParameterValueException">Nothing gives it a value.</exception>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) =>
        WaitForValueTcs is { } waiting
            ? await waiting.Task.WaitAsync(cancellationToken).ConfigureAwait(false)
            : ValueInternal;
}
