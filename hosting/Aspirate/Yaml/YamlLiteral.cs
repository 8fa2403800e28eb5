namespace Aspirate.Yaml;

/// <summary>Text written as it is: a number, a flag, or a Helm template expression.</summary>
public sealed class YamlLiteral(string text) : YamlNode
{
    public string Text { get; } = text;
}
