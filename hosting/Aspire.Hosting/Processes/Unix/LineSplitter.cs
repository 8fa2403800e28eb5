using System.Text;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>Cuts a byte stream into lines. A line longer than the limit is handed over in pieces, so memory stays bounded and nothing is lost.</summary>
internal sealed class LineSplitter(Action<string> line, int limit = LineSplitter.DefaultLimit)
{
    public const int DefaultLimit = 64 * 1024;

    private readonly byte[] _pending = new byte[limit];
    private int _length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var newline = bytes.IndexOf((byte)'\n');
            var part = newline < 0 ? bytes : bytes[..newline];
            Append(part);
            if (newline < 0)
            {
                return;
            }

            Emit(_length > 0 && _pending[_length - 1] == '\r' ? _length - 1 : _length, _length);
            bytes = bytes[(newline + 1)..];
        }
    }

    /// <summary>Delivers what has no line end yet.</summary>
    public void Flush()
    {
        if (_length > 0)
        {
            Emit(_length, _length);
        }
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        while (part.Length > _pending.Length - _length)
        {
            var fits = _pending.Length - _length;
            part[..fits].CopyTo(_pending.AsSpan(_length));
            _length = _pending.Length;
            part = part[fits..];
            var whole = WholeCharacters(_pending);
            Emit(whole, whole);
        }

        part.CopyTo(_pending.AsSpan(_length));
        _length += part.Length;
    }

    private void Emit(int shown, int consumed)
    {
        // Invalid bytes become U+FFFD: a log must survive whatever a program writes.
        line(Encoding.UTF8.GetString(_pending, 0, shown));
        _pending.AsSpan(consumed, _length - consumed).CopyTo(_pending);
        _length -= consumed;
    }

    // A cut must not split a character: step back over an unfinished UTF-8 sequence (at most three bytes).
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back < bytes.Length; back++)
        {
            var b = bytes[^back];
            if ((b & 0xC0) == 0x80)
            {
                continue;
            }

            var needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
            return needed > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }
}
