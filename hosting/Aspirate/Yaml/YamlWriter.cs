using System.Text;

namespace Aspirate.Yaml;

/// <summary>
/// Writes nodes as block-style YAML: two spaces, lists not indented below their key, empty collections as <c>{}</c> and <c>[]</c>.
/// With <paramref name="template"/> the text is a Helm template: strings that look like template actions are defused.
/// </summary>
public sealed class YamlWriter(bool template = false)
{
    private readonly StringBuilder _text = new();

    public static string Write(YamlNode node, string? header = null)
    {
        var writer = new YamlWriter();
        writer.Document(node, header);
        return writer.ToString();
    }

    /// <summary>Several documents of one file.</summary>
    public static string WriteAll(IReadOnlyList<YamlNode> nodes)
    {
        var writer = new YamlWriter();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (i > 0)
            {
                writer.Line("---");
            }

            writer.Document(nodes[i]);
        }

        return writer.ToString();
    }

    public void Document(YamlNode node, string? header = null)
    {
        AppendComment(header, 0);
        switch (node)
        {
            case YamlMap { Count: > 0 } map:
                AppendMap(map, 0, firstInline: false);
                break;
            case YamlList { Count: > 0 } list:
                AppendList(list, 0);
                break;
            default:
                AppendInline(node, 0);
                break;
        }
    }

    public void Line(string text) => _text.Append(text).Append('\n');

    public override string ToString() => _text.ToString();

    private void AppendMap(YamlMap map, int indent, bool firstInline)
    {
        foreach (var entry in map)
        {
            if (entry.Condition is not null)
            {
                Indent(indent).Append("{{- if ").Append(entry.Condition).Append(" }}\n");
            }

            // The first key of a list item stands behind its dash; a comment would tear them apart and is left out there.
            if (!firstInline)
            {
                AppendComment(entry.Comment, indent);
                Indent(indent);
            }

            firstInline = false;
            AppendKey(entry.Key);
            AppendValue(entry.Value, indent);
            if (entry.Condition is not null)
            {
                Indent(indent).Append("{{- end }}\n");
            }
        }
    }

    private void AppendValue(YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlMap { Count: > 0 } map:
                _text.Append('\n');
                AppendMap(map, indent + 2, firstInline: false);
                break;
            case YamlList { Count: > 0 } list:
                _text.Append('\n');
                AppendList(list, indent);
                break;
            case YamlTemplateBlock block:
                _text.Append('\n');
                Indent(indent + 2).Append("{{- ").Append(block.Expression).Append(" | nindent ").Append(indent + 2).Append(" }}\n");
                break;
            default:
                _text.Append(' ');
                AppendInline(value, indent);
                break;
        }
    }

    private void AppendList(YamlList list, int indent)
    {
        foreach (var item in list)
        {
            if (item is YamlWhen when)
            {
                Indent(indent).Append("{{- if ").Append(when.Condition).Append(" }}\n");
                AppendItem(when.Item, indent);
                Indent(indent).Append("{{- end }}\n");
            }
            else
            {
                AppendItem(item, indent);
            }
        }
    }

    private void AppendItem(YamlNode item, int indent)
    {
        Indent(indent).Append('-');
        switch (item)
        {
            case YamlMap { Count: > 0 } map:
                _text.Append(' ');
                AppendMap(map, indent + 2, firstInline: true);
                break;
            case YamlList { Count: > 0 } inner:
                _text.Append('\n');
                AppendList(inner, indent + 2);
                break;
            default:
                _text.Append(' ');
                AppendInline(item, indent);
                break;
        }
    }

    private void AppendInline(YamlNode node, int indent)
    {
        switch (node)
        {
            case YamlMap:
                _text.Append("{}\n");
                break;
            case YamlList:
                _text.Append("[]\n");
                break;
            case YamlLiteral literal:
                _text.Append(literal.Text).Append('\n');
                break;
            case YamlString { Text: var text } when YamlText.IsBlock(text):
                AppendBlock(text, indent + 2);
                break;
            case YamlString { Text: var text }:
                AppendScalar(text);
                _text.Append('\n');
                break;
            default:
                throw new InvalidOperationException($"A {node.GetType().Name} cannot stand here.");
        }
    }

    private void AppendKey(string key)
    {
        AppendScalar(key);
        _text.Append(':');
    }

    private void AppendScalar(string text)
    {
        var start = _text.Length;
        if (YamlText.IsPlain(text))
        {
            _text.Append(text);
        }
        else
        {
            YamlText.AppendQuoted(_text, text);
        }

        Defuse(start);
    }

    private void AppendBlock(string text, int indent)
    {
        var trimmed = text.TrimEnd('\n');
        var start = _text.Length;
        _text.Append((text.Length - trimmed.Length) switch { 0 => "|-", 1 => "|", _ => "|+" }).Append('\n');
        var lines = trimmed.Split('\n');
        foreach (var line in lines)
        {
            (line.Length == 0 ? _text : Indent(indent)).Append(line).Append('\n');
        }

        _text.Append('\n', Math.Max(0, text.Length - trimmed.Length - 1));
        Defuse(start);
    }

    private void Defuse(int start)
    {
        if (template)
        {
            _text.Replace("{{", "{{\"{{\"}}", start, _text.Length - start);
        }
    }

    private void AppendComment(string? comment, int indent)
    {
        if (comment is null)
        {
            return;
        }

        foreach (var line in comment.Split('\n'))
        {
            Indent(indent).Append("# ").Append(line).Append('\n');
        }
    }

    private StringBuilder Indent(int indent) => _text.Append(' ', indent);
}
