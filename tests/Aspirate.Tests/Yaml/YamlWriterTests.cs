using System.Text;
using Aspirate.Yaml;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using YamlDotNet.RepresentationModel;

namespace Aspirate.Tests.Yaml;

public sealed class YamlWriterTests
{
    [Property(MaxTest = 2000)]
    public void Any_string_comes_back_as_it_was(string? text)
    {
        Assert.SkipWhen(text is null || !IsUnicode(text), "not a string that YAML could hold");
        Assert.Equal(text, ReadBack(new YamlMap { { "key", text } })[0]);
    }

    [Property(MaxTest = 500)]
    public void Any_lines_come_back_as_they_were(NonNull<string>[] lines)
    {
        var text = string.Join('\n', lines.Select(l => l.Get.Replace("\r", "", StringComparison.Ordinal)));
        if (IsUnicode(text))
        {
            Assert.Equal(text, ReadBack(new YamlMap { { "key", text } })[0]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("yes")]
    [InlineData("NO")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("0777")]
    [InlineData("1e3")]
    [InlineData("12:30:45")]
    [InlineData("2001-01-01")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- a")]
    [InlineData("{a: b}")]
    [InlineData("key:\n  injected: true")]
    [InlineData("a\nb\n")]
    [InlineData("a\nb\n\n\n")]
    [InlineData("\n\na")]
    [InlineData("a\n  b\n c")]
    [InlineData("a \nb\t\n")]
    [InlineData("---\na")]
    [InlineData("a\n---\nb\n...")]
    [InlineData("\u0085\u2028\ufeff\u007f\u0001")]
    [InlineData("\ud83d\ude00")]
    [InlineData("!!binary x")]
    [InlineData("&a *b")]
    [InlineData("%x")]
    [InlineData("a\\n\"b'")]
    [InlineData("..")]
    [InlineData("../../base")]
    [InlineData("250m")]
    public void Awkward_strings_come_back_as_they_were(string text)
    {
        Assert.Equal(text, ReadBack(new YamlMap { { "key", text }, { "next", "value" } })[0]);
        Assert.Equal("value", ReadBack(new YamlMap { { "key", text }, { "next", "value" } })[1]);
        Assert.Equal(text, ReadKey(new YamlMap { { text, "value" } }));
    }

    [Fact]
    public void Deep_lists_and_maps_keep_their_shape()
    {
        var yaml = YamlWriter.Write(new YamlMap
        {
            { "list", new YamlList { new YamlMap { { "a", 1 }, { "b", new YamlList { "x", new YamlMap { { "c", true } } } } }, new YamlList { "deep" } } },
            { "empty", new YamlMap() },
            { "none", new YamlList() },
        });

        Assert.Equal("list:\n- a: 1\n  b:\n  - x\n  - c: true\n-\n  - deep\nempty: {}\nnone: []\n", yaml);
    }

    [Fact]
    public void A_template_defuses_what_looks_like_an_action()
    {
        var writer = new YamlWriter(template: true);
        writer.Document(new YamlMap { { "key", "{{ .Values.x }}" } });

        Assert.Equal("key: \"{{\"{{\"}} .Values.x }}\"\n", writer.ToString());
    }

    private static bool IsUnicode(string text)
    {
        try
        {
            new UTF8Encoding(false, true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static string[] ReadBack(YamlMap map) => [.. Parse(map).Children.Values.Select(v => ((YamlScalarNode)v).Value!)];

    private static string ReadKey(YamlMap map) => ((YamlScalarNode)Parse(map).Children.Keys.Single()).Value!;

    private static YamlMappingNode Parse(YamlMap map)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(YamlWriter.Write(map)));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }
}
