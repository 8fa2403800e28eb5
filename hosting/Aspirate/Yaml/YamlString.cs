namespace Aspirate.Yaml;

/// <summary>A string; the writer quotes it as needed.</summary>
public sealed class YamlString(string text) : YamlNode
{
    public string Text { get; } = text;

    public override string ToString() => Text;
}
