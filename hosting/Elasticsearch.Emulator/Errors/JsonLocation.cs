namespace Elasticsearch.Emulator.Errors;

/// <summary>A place in a request body, counted from one.</summary>
internal readonly record struct JsonLocation(int Line, int Column)
{
    public static JsonLocation Of(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..Math.Clamp(offset, 0, text.Length)];
        return new(before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}
