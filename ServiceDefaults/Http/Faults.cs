namespace ServiceDefaults.Http;

/// <summary>Everything that is wrong with one request, by the path of the property or parameter.</summary>
public sealed class Faults
{
    private readonly SortedDictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);

    public bool Any => _byPath.Count > 0;

    public int Count => _byPath.Values.Sum(messages => messages.Count);

    public IReadOnlyDictionary<string, string[]> ByPath => _byPath.ToDictionary(fault => fault.Key, fault => fault.Value.ToArray(), StringComparer.Ordinal);

    public void Add(string path, string message)
    {
        path = Shown(path);
        if (!_byPath.TryGetValue(path, out var messages))
        {
            // A hostile body can hold thousands of unknown properties: the answer stays readable.
            if (_byPath.Count >= 50)
            {
                return;
            }

            _byPath.Add(path, messages = []);
        }

        messages.Add(message);
    }

    private static string Shown(string path) => path.Length <= 100 ? path : string.Concat(path.AsSpan(0, 100), "…");
}
