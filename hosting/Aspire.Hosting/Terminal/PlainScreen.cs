namespace Aspire.Hosting.Terminal;

/// <summary>
/// Lines for a file, a pipe or a build log. A resource is mentioned when something happened to it: neither its initial state, nor the failing
/// checks of a service that is still starting, are news.
/// </summary>
internal sealed class PlainScreen(TextWriter output, TextWriter error, TimeProvider time) : IScreen
{
    // How long a service may be unhealthy after its start before that is worth a line.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Told> _told = [];

    public void Log(string resource, string text, bool isError) => output.WriteLine($"[{resource}] {TerminalText.Plain(text)}");

    public void Say(string text, bool isError) => (isError ? error : output).WriteLine(TerminalText.Plain(text));

    public void Show(ResourceRow changed, IReadOnlyList<ResourceRow> all)
    {
        var told = _told.GetValueOrDefault(changed.Id);
        if (changed.State.Length > 0 && (told is not null || changed.State != "NotStarted"))
        {
            Tell(changed, told?.Row.State == changed.State ? told : new Told(changed, time.GetUtcNow(), WasHealthy: false, told?.Text));
        }
    }

    public TimeSpan Flush()
    {
        // Checks that go on failing are no change that somebody would report.
        foreach (var told in _told.Values.Where(told => told.IsPending && Remaining(told) <= TimeSpan.Zero).ToArray())
        {
            Tell(told.Row, told);
        }

        output.Flush();
        error.Flush();
        return _told.Values.Where(told => told.IsPending).Select(Remaining).DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min();
    }

    public void Close() => Flush();

    private void Tell(ResourceRow row, Told told)
    {
        var isNews = row.IsHealthy || told.WasHealthy || Remaining(told) <= TimeSpan.Zero;
        var text = Describe(isNews ? row : row with { Health = null, Detail = null });
        if (text != told.Text)
        {
            output.WriteLine($"[{row.Name}] {text}");
        }

        _told[row.Id] = told with { Row = row, WasHealthy = told.WasHealthy || row is { Health: "Healthy" }, Text = text, IsPending = !isNews };
    }

    private TimeSpan Remaining(Told told) => told.Since + s_patience - time.GetUtcNow();

    private static string Describe(ResourceRow row)
    {
        var state = row.Health is null ? row.State : $"{row.State}, {row.Health}";
        var detail = row.Detail is null ? "" : $" ({TerminalText.Plain(row.Detail)})";
        var urls = row.State == "Running" && row.Urls.Count > 0 ? $" {string.Join(' ', row.Urls)}" : "";
        return $"{state}{detail}{urls}";
    }

    /// <summary>The row as last seen, since when it has this state, and what was last written of it.</summary>
    private sealed record Told(ResourceRow Row, DateTimeOffset Since, bool WasHealthy, string? Text, bool IsPending = false);
}
