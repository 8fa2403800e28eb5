using System.Collections;

namespace Aspirate.Yaml;

/// <summary>An ordered map. Null values are left out, so that optional fields read as plain assignments.</summary>
public sealed class YamlMap : YamlNode, IEnumerable<YamlEntry>
{
    private readonly List<YamlEntry> _entries = [];

    public int Count => _entries.Count;

    public YamlNode? this[string key] => _entries.Find(entry => entry.Key == key)?.Value;

    public void Add(string key, YamlNode? value) => Add(key, value, comment: null);

    /// <summary>Adds an entry with a comment above it: where a choice was made, the reader is told.</summary>
    public void Add(string key, YamlNode? value, string? comment, string? condition = null)
    {
        if (value is not null)
        {
            _entries.Add(new(key, value, comment, condition));
        }
    }

    public void Add(YamlEntry entry) => _entries.Add(entry);

    /// <summary>Puts a value in the place of the one that is there, or adds it.</summary>
    public void Set(string key, YamlNode value)
    {
        if (this[key] is null)
        {
            Add(key, value);
        }
        else
        {
            Replace(key, value);
        }
    }

    /// <summary>Puts a value, and if given a Helm condition, in the place of the one that is there, or below the entry <paramref name="before"/>.</summary>
    public void SetAfter(string before, string key, YamlNode value, string? condition = null)
    {
        var comment = _entries.Find(entry => entry.Key == key)?.Comment;
        _entries.RemoveAll(entry => entry.Key == key);
        _entries.Insert(_entries.FindIndex(entry => entry.Key == before) + 1, new(key, value, comment, condition));
    }

    /// <summary>Puts another value, and if given a Helm condition, in the place of an entry that is there.</summary>
    public void Replace(string key, YamlNode value, string? condition = null)
    {
        var at = _entries.FindIndex(entry => entry.Key == key);
        if (at >= 0)
        {
            _entries[at] = _entries[at] with { Value = value, Condition = condition ?? _entries[at].Condition };
        }
    }

    /// <summary>The map below a path of keys; null when there is none.</summary>
    public YamlMap? Below(params ReadOnlySpan<string> keys)
    {
        var map = this;
        foreach (var key in keys)
        {
            if (map[key] is not YamlMap next)
            {
                return null;
            }

            map = next;
        }

        return map;
    }

    public IEnumerator<YamlEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
