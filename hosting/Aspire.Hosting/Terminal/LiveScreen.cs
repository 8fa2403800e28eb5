using System.Text;

namespace Aspire.Hosting.Terminal;

/// <summary>A terminal: logs scroll by, and the table of resources stays below them.</summary>
internal sealed class LiveScreen(TextWriter output, Func<(int Width, int Height)> size, bool colours) : IScreen
{
    private readonly StringBuilder _pending = new();
    private readonly NameColours _names = new();
    private IReadOnlyList<ResourceRow> _rows = [];
    private int _tableHeight;
    private bool _changed;

    public void Log(string resource, string text, bool isError)
    {
        var line = colours ? TerminalText.Coloured(text) : TerminalText.Plain(text);
        Append($"{Paint(resource.PadRight(_names.Width(resource)), _names.Of(resource))} {(isError ? Paint("!", 31) : Paint("|", 90))} {line}");
    }

    public void Say(string text, bool isError) => Append(isError ? Paint(TerminalText.Plain(text), 31) : TerminalText.Plain(text));

    public void Show(ResourceRow changed, IReadOnlyList<ResourceRow> all)
    {
        _rows = all;
        _changed = true;
    }

    public TimeSpan Flush()
    {
        if (!_changed)
        {
            return Timeout.InfiniteTimeSpan;
        }

        _changed = false;
        var (width, height) = size();
        var table = _rows.Count == 0 ? "" : ResourceTable.Render(_rows, Math.Max(20, width - 1), Math.Max(3, height - 2), colours);

        // One write: erase the old table, let the new lines scroll into its place, draw it again below them.
        output.Write(Erase() + _pending + table);
        output.Flush();
        _pending.Clear();
        _tableHeight = table.Count(c => c == '\n');
        return Timeout.InfiniteTimeSpan;
    }

    // The table goes with the application: what it says is true no more.
    public void Close()
    {
        _rows = [];
        _changed = true;
        Flush();
    }

    private string Erase() => _tableHeight == 0 ? "" : $"\r\e[{_tableHeight}A\e[0J";

    private void Append(string line)
    {
        _pending.Append(line).Append('\n');
        _changed = true;
    }

    private string Paint(string text, int colour) => colours ? $"\e[{colour}m{text}\e[0m" : text;
}
