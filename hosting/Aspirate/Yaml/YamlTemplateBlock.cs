namespace Aspirate.Yaml;

/// <summary>A Helm expression that yields YAML of its own; the writer puts it on its own line, indented to fit.</summary>
public sealed class YamlTemplateBlock(string expression) : YamlNode
{
    public string Expression { get; } = expression;
}
