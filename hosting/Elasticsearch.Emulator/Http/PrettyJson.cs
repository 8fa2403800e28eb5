using System.Buffers;
using System.Text.Json;

namespace Elasticsearch.Emulator.Http;

/// <summary>Indents JSON as Elasticsearch does, with a space on both sides of a colon and empty objects as <c>{ }</c>.</summary>
internal static class PrettyJson
{
    public static ReadOnlyMemory<byte> Of(JsonElement root)
    {
        var text = new ArrayBufferWriter<byte>(4096);
        Write(text, root, 0);
        text.Write("\n"u8);
        return text.WrittenMemory;
    }

    static void Write(ArrayBufferWriter<byte> text, JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteItems(text, element.EnumerateObject(), depth, "{"u8, "}"u8, static (text, property, depth) =>
                {
                    text.Write("\""u8);
                    text.Write(JsonEncodedText.Encode(property.Name, RestResponse.WriterOptions.Encoder).EncodedUtf8Bytes);
                    text.Write("\" : "u8);
                    Write(text, property.Value, depth);
                });
                break;
            case JsonValueKind.Array:
                WriteItems(text, element.EnumerateArray(), depth, "["u8, "]"u8, Write);
                break;
            default:
                text.Write(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));
                break;
        }
    }

    static void WriteItems<T>(ArrayBufferWriter<byte> text, IEnumerable<T> items, int depth, ReadOnlySpan<byte> open, ReadOnlySpan<byte> close, Action<ArrayBufferWriter<byte>, T, int> write)
    {
        text.Write(open);
        var first = true;
        foreach (var item in items)
        {
            text.Write(first ? "\n"u8 : ",\n"u8);
            Indent(text, depth + 1);
            write(text, item, depth + 1);
            first = false;
        }

        if (first)
        {
            text.Write(" "u8);
        }
        else
        {
            text.Write("\n"u8);
            Indent(text, depth);
        }

        text.Write(close);
    }

    static void Indent(ArrayBufferWriter<byte> text, int depth)
    {
        var width = depth * 2;
        text.GetSpan(width)[..width].Fill((byte)' ');
        text.Advance(width);
    }
}
