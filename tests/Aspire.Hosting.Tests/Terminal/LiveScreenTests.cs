using Aspire.Hosting.Terminal;

namespace Aspire.Hosting.Tests.Terminal;

public sealed class LiveScreenTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    private LiveScreen Screen(int width = 80, int height = 24) => new(_output, () => (width, height), colours: false);

    private static ResourceRow Row(string name, string state = "Running", RowTone tone = RowTone.Good) =>
        new(name, name, state, tone) { Urls = ["http://localhost:5000"] };

    [Fact]
    public void The_table_shows_each_resource_with_state_health_and_urls()
    {
        var screen = Screen();
        ResourceRow[] rows = [Row("api") with { Health = "Healthy" }, Row("worker", "Exited", RowTone.Bad) with { Detail = "exit code 3" }];
        screen.Show(rows[0], rows);
        screen.Flush();
        var lines = _output.ToString().Split('\n');
        Assert.Contains(lines, line => line.Contains("api") && line.Contains("Running") && line.Contains("Healthy") && line.Contains("http://localhost:5000"));
        Assert.Contains(lines, line => line.Contains("worker") && line.Contains("Exited") && line.Contains("exit code 3"));
    }

    [Fact]
    public void A_redraw_erases_exactly_the_table_and_puts_new_lines_above_it()
    {
        var screen = Screen();
        var row = Row("api");
        screen.Show(row, [row]);
        screen.Flush();
        var height = _output.ToString().Count(c => c == '\n');
        _output.GetStringBuilder().Clear();
        screen.Log("api", "a line", isError: false);
        screen.Flush();
        var redraw = _output.ToString();
        Assert.StartsWith($"\r\e[{height}A\e[0J", redraw);
        Assert.True(redraw.IndexOf("a line", StringComparison.Ordinal) < redraw.IndexOf("Resource", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(32, 5)]
    [InlineData(40, 8)]
    [InlineData(200, 12)]
    public void The_table_never_exceeds_the_terminal_and_keeps_what_needs_attention(int width, int height)
    {
        var screen = Screen(width, height);
        ResourceRow[] rows = [.. Enumerable.Range(0, 30).Select(i => Row($"resource-with-a-long-name-{i}")), Row("ill", "FailedToStart", RowTone.Bad)];
        screen.Show(rows[0], rows);
        screen.Flush();
        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length < height, $"{lines.Length} lines in a terminal of {height}");
        Assert.All(lines, line => Assert.True(line.Length < width, line));
        Assert.Contains(lines, line => line.Contains("ill"));
        Assert.Contains(height < 8 ? "resources" : "more", lines[^1]);
    }

    [Fact]
    public void Nothing_is_written_when_nothing_changed()
    {
        var screen = Screen();
        screen.Flush();
        Assert.Equal("", _output.ToString());
    }

    [Fact]
    public void The_end_takes_the_table_away_and_leaves_the_last_words()
    {
        var screen = Screen();
        var row = Row("api");
        screen.Show(row, [row]);
        screen.Flush();
        var height = _output.ToString().Count(c => c == '\n');
        _output.GetStringBuilder().Clear();
        screen.Say("Distributed application stopping.", isError: false);
        screen.Close();
        Assert.Equal($"\r\e[{height}A\e[0JDistributed application stopping.\n", _output.ToString());
    }

    [Fact]
    public void Markup_characters_in_names_and_notes_are_shown_as_they_are()
    {
        var screen = Screen();
        var row = Row("[red]api[/]") with { Urls = [], Detail = "[bold] unclosed" };
        screen.Show(row, [row]);
        screen.Flush();
        Assert.Contains("[red]api[/]", _output.ToString());
        Assert.Contains("[bold] unclosed", _output.ToString());
    }
}
