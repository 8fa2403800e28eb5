using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Aspirate.Yaml;

/// <summary>A piece of YAML to be written. Only what the generator emits: maps, lists, strings, numbers, flags and template text.</summary>
public abstract class YamlNode
{
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator YamlNode?(string? text) => text is null ? null : new YamlString(text);

    public static implicit operator YamlNode(int number) => new YamlLiteral(number.ToString(CultureInfo.InvariantCulture));

    public static implicit operator YamlNode(bool flag) => new YamlLiteral(flag ? "true" : "false");
}
