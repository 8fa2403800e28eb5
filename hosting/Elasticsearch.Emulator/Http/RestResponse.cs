using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Elasticsearch.Emulator.Http;

/// <summary>A finished answer. Bodies are built whole, so that a failure while writing still becomes a proper error.</summary>
internal sealed record RestResponse(int Status, ReadOnlyMemory<byte> Body, bool IsText = false)
{
    // Elasticsearch writes characters as they are; the answer is never placed inside HTML.
    public static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 10_000 };

    /// <summary>Whether this is a failure rather than the answer that was asked for.</summary>
    public bool IsError { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static RestResponse Json(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(json);
        }

        return new(status, buffer.WrittenMemory);
    }

    public static RestResponse Object(int status, Action<Utf8JsonWriter> writeFields) => Json(status, json =>
    {
        json.WriteStartObject();
        writeFields(json);
        json.WriteEndObject();
    });

    public static RestResponse Acknowledged { get; } = Object(200, json => json.WriteBoolean("acknowledged", true));

    public static RestResponse Text(string text) => new(200, Encoding.UTF8.GetBytes(text), IsText: true);

    public static RestResponse Empty(int status) => new(status, ReadOnlyMemory<byte>.Empty, IsText: true);
}
