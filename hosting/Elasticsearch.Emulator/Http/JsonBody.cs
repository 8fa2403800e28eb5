using System.Buffers.Text;
using System.Text.Json;
using System.Text.Unicode;
using Elasticsearch.Emulator.Errors;

namespace Elasticsearch.Emulator.Http;

/// <summary>A parsed JSON text that can still say where each of its values stands.</summary>
internal sealed class JsonBody
{
    // As deep as Elasticsearch's own parser goes.
    const int MaxDepth = 1000;

    static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    readonly ReadOnlyMemory<byte> text;

    JsonBody(ReadOnlyMemory<byte> text, JsonElement root)
    {
        this.text = text;
        Root = root;
    }

    public JsonElement Root { get; }

    public ReadOnlyMemory<byte> Text => text;

    public JsonAt At => new(this, Root, "$");

    /// <exception cref="ElasticsearchException">x_content_parse_exception: not JSON, not UTF-8, too deep or with a duplicate field.</exception>
    public static JsonBody Parse(ReadOnlyMemory<byte> text)
    {
        if (!Utf8.IsValid(text.Span))
        {
            throw Failures.XContentParse("Invalid UTF-8 in the request body", new(1, 1));
        }

        try
        {
            var root = JsonDocument.Parse(text, Options).RootElement;
            return HalfPair(text.Span) is { } half ? throw NoText(text.Span, half) : new(text, root);
        }
        catch (InvalidOperationException)
        {
            // Looking for duplicate names, the reader made a text of each.
            throw NoText(text.Span, HalfPair(text.Span) ?? 0);
        }
        catch (JsonException e)
        {
            var at = new JsonLocation((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw EndsTooEarly(text.Span)
                ? new ElasticsearchException(400, "x_content_e_o_f_exception", $"[{at.Line}:{at.Column}] Unexpected end-of-input: {Complaint(e)}")
                : Failures.XContentParse(Complaint(e), at);
        }
    }

    public JsonLocation LocationOf(JsonElement element)
    {
        var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element);
        return text.Span.Overlaps(raw, out var offset) ? JsonLocation.Of(text.Span, offset) : new(1, 1);
    }

    /// <summary>Where the name of a property stands whose value this is.</summary>
    public JsonLocation NameLocationOf(JsonElement value)
    {
        var raw = System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value);
        if (!text.Span.Overlaps(raw, out var offset) || text.Span[..offset].LastIndexOf((byte)':') is not (> 0 and var colon))
        {
            return LocationOf(value);
        }

        // Back from the colon: the quote that ends the name, then the one that no backslash makes part of it.
        var at = text.Span[..colon].LastIndexOf((byte)'"');
        do
        {
            at = text.Span[..Math.Max(at, 0)].LastIndexOf((byte)'"');
        }
        while (at > 0 && IsEscaped(text.Span, at));
        return JsonLocation.Of(text.Span, Math.Max(at, 0));
    }

    static bool IsEscaped(ReadOnlySpan<byte> text, int at)
    {
        var before = text[..at];
        return (before.Length - 1 - before.LastIndexOfAnyExcept((byte)'\\')) % 2 == 1;
    }

    static ElasticsearchException NoText(ReadOnlySpan<byte> text, int at) =>
        Failures.XContentParse("a text holds half of a UTF-16 surrogate pair", JsonLocation.Of(text, at));

    /// <summary>Where valid JSON has an escape such as \ud800 without its other half: no text can be made of it.</summary>
    static int? HalfPair(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'\\'); at >= 0;)
        {
            if (text[at + 1] != (byte)'u')
            {
                at += 2;
            }
            else
            {
                var high = char.IsHighSurrogate(Escaped(text, at));
                if (char.IsLowSurrogate(Escaped(text, at)) || (high && !(text[at + 6] == (byte)'\\' && text[at + 7] == (byte)'u' && char.IsLowSurrogate(Escaped(text, at + 6)))))
                {
                    return at;
                }

                at += high ? 12 : 6;
            }

            var next = text[at..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + next;
        }

        return null;
    }

    static char Escaped(ReadOnlySpan<byte> text, int at) =>
        Utf8Parser.TryParse(text.Slice(at + 2, 4), out ushort code, out _, 'x') ? (char)code : '\0';

    // Read as the beginning of something longer, it is no mistake.
    static bool EndsTooEarly(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static string Complaint(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
