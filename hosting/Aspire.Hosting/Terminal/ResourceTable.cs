using Spectre.Console;

namespace Aspire.Hosting.Terminal;

/// <summary>The table of resources as text.</summary>
internal static class ResourceTable
{
    private const int LinesAroundRows = 4;

    /// <summary>At most <paramref name="height"/> lines; when not all rows fit, those that need attention go first.</summary>
    public static string Render(IReadOnlyList<ResourceRow> rows, int width, int height, bool colours)
    {
        if (height < LinesAroundRows + 2)
        {
            return Summary(rows, width);
        }

        var room = height - LinesAroundRows;
        var shown = rows;
        if (rows.Count > room)
        {
            shown = [.. rows.OrderBy(row => NeedsAttention(row) ? 0 : row.Tone == RowTone.Busy ? 1 : 2).Take(room - 1)];
        }

        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(Build(shown));
        if (shown.Count < rows.Count)
        {
            text.WriteLine($"… and {rows.Count - shown.Count} more");
        }

        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static bool NeedsAttention(ResourceRow row) => row.Tone == RowTone.Bad || !row.IsHealthy;

    // A window of a few lines has no room for a table.
    private static string Summary(IReadOnlyList<ResourceRow> rows, int width)
    {
        var ill = rows.Where(NeedsAttention).Select(row => row.Name).ToArray();
        var text = ill.Length == 0 ? $"{rows.Count} resources" : $"{string.Join(", ", ill)}: attention ({rows.Count} resources)";
        return (text.Length > width ? text[..width] : text) + "\n";
    }

    private static Table Build(IReadOnlyList<ResourceRow> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn(Cell("Resource", Style.Plain)).NoWrap());
        table.AddColumn(new TableColumn(Cell("State", Style.Plain)).NoWrap());
        table.AddColumn(new TableColumn(Cell("Health", Style.Plain)).NoWrap());
        table.AddColumn(new TableColumn(Cell("URLs and notes", Style.Plain)).NoWrap());
        foreach (var row in rows)
        {
            table.AddRow(
                Cell(row.Name, Style.Plain),
                Cell(row.State, new Style(Colour(row.Tone))),
                Cell(row.Health ?? "", new Style(row.IsHealthy ? Color.Green : Color.Red)),
                Cell(row.Detail is { } detail && (NeedsAttention(row) || row.Urls.Count == 0) ? detail : string.Join(' ', row.Urls), Style.Plain));
        }

        return table;
    }

    // Cut instead of wrapped: every row is one line, or the table would jump.
    private static Text Cell(string text, Style style) => new(TerminalText.Plain(text), style) { Overflow = Overflow.Ellipsis };

    private static Color Colour(RowTone tone) => tone switch
    {
        RowTone.Good => Color.Green,
        RowTone.Busy => Color.Yellow,
        RowTone.Bad => Color.Red,
        _ => Color.Default,
    };
}
