namespace Aspirate.Secrets;

/// <summary>Secrets that only the output holds, such as the <c>.env</c> file of a Compose deployment: what it held, and what this run adds.</summary>
public sealed class OutputSecrets(Func<string, string?> before)
{
    private readonly Dictionary<string, string> _added = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>The names of the values that were made up in this run.</summary>
    public IReadOnlyCollection<string> Made => _made;

    public string? Find(string name) => _added.GetValueOrDefault(name) ?? before(name);

    public void Set(string name, string value, bool made = false)
    {
        _added[name] = value;
        if (made)
        {
            _made.Add(name);
        }
    }
}
