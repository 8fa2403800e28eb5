using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>What kind of value an input takes.</summary>
public enum InputType
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A line of text that is not shown.</summary>
    SecretText,

    /// <summary>One of several options.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>One value to be asked for.</summary>
public sealed class InteractionInput
{
    /// <summary>The name it is found by.</summary>
    public required string Name { get; init; }

    /// <summary>The name it is shown by; null for <see cref="Name"/>.</summary>
    public string? Label { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the description is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; init; }

    /// <summary>What kind of value it takes.</summary>
    public required InputType InputType { get; init; }

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>The options to choose from: value and text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; init; }

    /// <summary>The value.</summary>
    public string? Value { get; set; }

    /// <summary>Shown while there is no value.</summary>
    public string? Placeholder { get; set; }

    /// <summary>The longest text accepted, in characters.</summary>
    public int? MaxLength { get; set; }

    internal List<string> ValidationErrors { get; } = [];
}

/// <summary>Inputs by place and by name.</summary>
public sealed class InteractionInputCollection : IReadOnlyList<InteractionInput>
{
    private readonly IReadOnlyList<InteractionInput> _inputs;
    private readonly Dictionary<string, InteractionInput> _byName;

    /// <summary>A collection of inputs whose names differ.</summary>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public InteractionInputCollection(IReadOnlyList<InteractionInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);

        _inputs = inputs;
        _byName = new Dictionary<string, InteractionInput>(StringComparer.OrdinalIgnoreCase);
        foreach (var input in inputs)
        {
            if (!_byName.TryAdd(input.Name, input))
            {
                throw new InvalidOperationException($"Duplicate input name '{input.Name}' found. Input names must be unique.");
            }
        }
    }

    /// <summary>The input of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public InteractionInput this[string name] => _byName.TryGetValue(name, out var input) ? input : throw new KeyNotFoundException($"No input with name '{name}' was found.");

    /// <summary>The input at that place.</summary>
    public InteractionInput this[int index] => _inputs[index];

    /// <summary>How many there are.</summary>
    public int Count => _inputs.Count;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Finds the input of that name.</summary>
    public bool TryGetByName(string name, [NotNullWhen(true)] out InteractionInput? input) => _byName.TryGetValue(name, out input);

    /// <summary>Whether there is an input of that name.</summary>
    public bool ContainsName(string name) => _byName.ContainsKey(name);

    /// <inheritdoc />
    public IEnumerator<InteractionInput> GetEnumerator() => _inputs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The values given, to be checked.</summary>
public sealed class InputsDialogValidationContext
{
    /// <summary>The inputs with their values.</summary>
    public required InteractionInputCollection Inputs { get; init; }

    /// <summary>Cancelled when the dialog is closed.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The application's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    internal bool HasErrors { get; private set; }

    /// <summary>Says what is wrong with a value.</summary>
    public void AddValidationError(InteractionInput input, string errorMessage)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentException.ThrowIfNullOrEmpty(errorMessage);

        input.ValidationErrors.Add(errorMessage);
        HasErrors = true;
    }
}
