namespace Aspirate.Yaml;

/// <summary>One key of a map. <paramref name="Condition"/> wraps it in a Helm <c>if</c>.</summary>
public sealed record YamlEntry(string Key, YamlNode Value, string? Comment = null, string? Condition = null);
