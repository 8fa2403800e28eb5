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
        var now = time.GetUtcNow();
        var told = _told.GetValueOrDefault(changed.Id);
        if (changed.State.Length == 0 || (told is null && changed.State == "NotStarted"))
        {
            return;
        }

        var since = told?.State == changed.State ? told.Since : now;
        var wasHealthy = told?.State == changed.State && told.WasHealthy;
        var isNews = changed.IsHealthy || wasHealthy || now - since > s_patience;
        var text = isNews ? Describe(changed) : Describe(changed with { Health = null, Detail = null });
        if (text != told?.Text)
        {
            output.WriteLine($"[{changed.Name}] {text}");
        }

        _told[changed.Id] = new Told(changed.State, since, wasHealthy || changed is { Health: "Healthy" }, text);
    }

    public void Flush()
    {
        output.Flush();
        error.Flush();
    }

    public void Close() => Flush();

    private static string Describe(ResourceRow row)
    {
        var state = row.Health is null ? row.State : $"{row.State}, {row.Health}";
        var detail = row.Detail is null ? "" : $" ({TerminalText.Plain(row.Detail)})";
        var urls = row.State == "Running" && row.Urls.Count > 0 ? $" {string.Join(' ', row.Urls)}" : "";
        return $"{state}{detail}{urls}";
    }

    private sealed record Told(string State, DateTimeOffset Since, bool WasHealthy, string Text);
}
