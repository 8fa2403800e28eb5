using Aspire.Hosting.Terminal;

namespace Aspire.Hosting.Tests.Terminal;

public sealed class ConsoleVoiceTests
{
    private sealed class Recorder : IScreen
    {
        public List<string> Heard { get; } = [];

        public bool IsBroken { get; set; }

        public void Log(string resource, string text, bool isError) => Heard.Add($"{resource}: {text}");

        public void Say(string text, bool isError)
        {
            if (IsBroken)
            {
                throw new IOException("Broken pipe");
            }

            Heard.Add(text);
        }

        public void Show(ResourceRow changed, IReadOnlyList<ResourceRow> all) => Heard.Add($"{changed.Name}={changed.State} of {all.Count}");

        public TimeSpan Flush() => Timeout.InfiniteTimeSpan;

        public void Close() => Heard.Add("closed");
    }

    [Fact]
    public async Task Everything_said_before_the_end_is_written_in_order()
    {
        var screen = new Recorder();
        await using (var voice = new ConsoleVoice(screen))
        {
            voice.Say("one");
            await voice.WriteAsync(new ConsoleMessage.Log("api", "two", false), CancellationToken.None);
            await voice.WriteAsync(new ConsoleMessage.State(new ResourceRow("a", "a", "Running", RowTone.Good)), CancellationToken.None);
            await voice.WriteAsync(new ConsoleMessage.State(new ResourceRow("b", "b", "Running", RowTone.Good)), CancellationToken.None);
            await voice.WriteAsync(new ConsoleMessage.State(new ResourceRow("a", "a", "Exited", RowTone.Good)), CancellationToken.None);
        }

        Assert.Equal(["one", "api: two", "a=Running of 1", "b=Running of 2", "a=Exited of 2", "closed"], screen.Heard);
    }

    [Fact]
    public async Task A_reader_that_has_gone_away_does_not_stop_the_host()
    {
        await using var voice = new ConsoleVoice(new Recorder { IsBroken = true });
        for (var i = 0; i < 5000; i++)
        {
            voice.Say("anybody?");
        }
    }

    [Fact]
    public async Task Without_a_screen_nothing_is_kept()
    {
        await using var voice = new ConsoleVoice(null);
        Assert.True(voice.IsSilent);
        voice.Say("nobody hears this");
    }
}
