namespace Aspirate.Yaml;

/// <summary>An item of a list that is there only when a Helm condition holds.</summary>
public sealed class YamlWhen(string condition, YamlNode item) : YamlNode
{
    public string Condition { get; } = condition;

    public YamlNode Item { get; } = item;
}
