namespace Aspirate.Expressions;

/// <summary>A text without expressions, which still knows where secrets went into it and which resources it leads to.</summary>
public sealed record ResolvedText(IReadOnlyList<TextSegment> Segments, IReadOnlySet<string> Touches)
{
    private static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    public static readonly ResolvedText Empty = new([], Nothing);

    private string? _text;

    public string Text => _text ??= Segments.Count == 1 ? Segments[0].Text : string.Concat(Segments.Select(s => s.Text));

    public bool IsSecret => Segments.Any(s => s.Secret is not null);

    public static ResolvedText Literal(string text) => new([new(text, null)], Nothing);

    public static ResolvedText SecretValue(string name, string value) => new([new(value, name)], Nothing);
}
