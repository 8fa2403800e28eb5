using System.Threading.Channels;

namespace Aspire.Hosting.Terminal;

/// <summary>The one writer to the console. Everybody else hands messages over; a slow terminal makes them wait, within bounds.</summary>
internal sealed class ConsoleVoice : IAsyncDisposable
{
    private const int Capacity = 2000;

    // How often a terminal is redrawn at most. Lines for a file are not held back.
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(80);

    private readonly Channel<ConsoleMessage> _messages = Channel.CreateBounded<ConsoleMessage>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly List<ResourceRow> _rows = [];
    private readonly IScreen? _screen;
    private readonly TimeSpan _pause;
    private readonly Task _writing;

    public ConsoleVoice(IScreen? screen, bool isLive = false)
    {
        _screen = screen;
        _pause = isLive ? s_frame : TimeSpan.Zero;
        _writing = screen is null ? Task.CompletedTask : Task.Run(WriteAsync);
    }

    public bool IsSilent => _screen is null;

    public ValueTask WriteAsync(ConsoleMessage message, CancellationToken cancellationToken) =>
        IsSilent ? ValueTask.CompletedTask : _messages.Writer.WriteAsync(message, cancellationToken);

    /// <summary>A line of the host itself. May be called from anywhere, and waits for room if need be.</summary>
    public void Say(string text, bool isError = false)
    {
        var message = new ConsoleMessage.Words(text, isError);
        if (!IsSilent && !_messages.Writer.TryWrite(message))
        {
            try
            {
                _messages.Writer.WriteAsync(message).AsTask().Wait();
            }
            catch (AggregateException e) when (e.InnerException is ChannelClosedException)
            {
                // The very last words, after the console was given up.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _messages.Writer.TryComplete();
        // A terminal that takes nothing any more (a closed window, a stopped pager) must not keep the host from ending.
        await Task.WhenAny(_writing, Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        try
        {
            var due = Timeout.InfiniteTimeSpan;
            while (await WaitAsync(due).ConfigureAwait(false))
            {
                while (_messages.Reader.TryRead(out var message))
                {
                    Write(message);
                }

                due = _screen!.Flush();
                if (_pause > TimeSpan.Zero)
                {
                    await Task.WhenAny(_messages.Reader.Completion, Task.Delay(_pause)).ConfigureAwait(false);
                }
            }

            _screen!.Close();
        }
        catch (IOException)
        {
            // Whoever read our output is gone (`| head`). The application goes on without a voice.
            _messages.Writer.TryComplete();
        }
    }

    // False at the end; true when there is a message, or the screen's time has come.
    private async Task<bool> WaitAsync(TimeSpan due)
    {
        var more = _messages.Reader.WaitToReadAsync().AsTask();
        if (due == Timeout.InfiniteTimeSpan)
        {
            return await more.ConfigureAwait(false);
        }

        using var enough = new CancellationTokenSource();
        var first = await Task.WhenAny(more, Task.Delay(due, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        return first != more || await more.ConfigureAwait(false);
    }

    private void Write(ConsoleMessage message)
    {
        switch (message)
        {
            case ConsoleMessage.Log log:
                _screen!.Log(log.Resource, log.Text, log.IsError);
                break;
            case ConsoleMessage.Words words:
                _screen!.Say(words.Text, words.IsError);
                break;
            case ConsoleMessage.State(var row):
                var index = _rows.FindIndex(known => known.Id == row.Id);
                if (index < 0)
                {
                    _rows.Add(row);
                }
                else
                {
                    _rows[index] = row;
                }

                _screen!.Show(row, _rows);
                break;
        }
    }
}
