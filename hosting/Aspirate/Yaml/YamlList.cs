using System.Collections;

namespace Aspirate.Yaml;

/// <summary>A list of nodes.</summary>
public sealed class YamlList : YamlNode, IEnumerable<YamlNode>
{
    private readonly List<YamlNode> _items = [];

    public int Count => _items.Count;

    public YamlNode this[int index] => _items[index];

    public static YamlList Of(IEnumerable<string> texts)
    {
        var list = new YamlList();
        foreach (var text in texts)
        {
            list.Add(text);
        }

        return list;
    }

    public void Replace(int index, YamlNode item) => _items[index] = item;

    public void Add(YamlNode item) => _items.Add(item);

    public IEnumerator<YamlNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
