using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>
/// Reads the output of all processes on one thread. Asynchronous reads of a pipe would block one pool thread per pipe, and sockets
/// in place of pipes would break programs that open /dev/stdout.
/// </summary>
internal sealed unsafe class OutputPump : IDisposable
{
    private readonly Pipe _wake = new();
    private readonly ConcurrentQueue<Action> _requests = new();
    private readonly List<OutputSource> _sources = [];
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly Thread _thread;
    private volatile bool _stopping;

    public OutputPump()
    {
        _wake.SetReadNonBlocking();
        _thread = new Thread(Run) { IsBackground = true, Name = "process output" };
        _thread.Start();
    }

    /// <summary>Starts reading. The pump owns the read end from here on.</summary>
    public OutputSource Add(Pipe pipe, Action<string> line)
    {
        pipe.SetReadNonBlocking();
        var source = new OutputSource(pipe, new LineSplitter(line));
        Request(() => _sources.Add(source));
        return source;
    }

    /// <summary>Delivers everything that is readable now, including a line without an end; completes when done.</summary>
    public Task FlushAsync(OutputSource source) => RequestAsync(() =>
    {
        Read(source);
        source.Lines.Flush();
    });

    /// <summary>Stops reading and closes the read end.</summary>
    public Task RemoveAsync(OutputSource source) => RequestAsync(() => End(source));

    public void Dispose()
    {
        _stopping = true;
        Wake();
        _thread.Join();
        _wake.Dispose();
    }

    private Task RequestAsync(Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Request(() =>
        {
            action();
            done.SetResult();
        });
        return done.Task;
    }

    private void Request(Action action)
    {
        _requests.Enqueue(action);
        Wake();
        if (_stopping)
        {
            // The thread may be past its last look at the queue; whoever sees the stop runs what is left.
            RunRequests();
        }
    }

    private void Wake()
    {
        byte one = 1;
        _ = LibC.write(_wake.Write, &one, 1);
    }

    private void Run()
    {
        while (!_stopping)
        {
            var polled = new LibC.PollFd[_sources.Count + 1];
            polled[0] = new LibC.PollFd { Fd = _wake.Read, Events = LibC.POLLIN };
            for (var i = 0; i < _sources.Count; i++)
            {
                polled[i + 1] = new LibC.PollFd { Fd = _sources[i].Pipe.Read, Events = LibC.POLLIN };
            }

            fixed (LibC.PollFd* first = polled)
            {
                _ = LibC.poll(first, (nuint)polled.Length, -1);
            }

            // Read before the requests run: they change the list that the poll result refers to.
            var ready = _sources.Where((_, i) => polled[i + 1].Returned != 0).ToArray();
            foreach (var source in ready)
            {
                Read(source);
            }

            if (polled[0].Returned != 0)
            {
                Drain();
            }

            RunRequests();
        }

        RunRequests();
        foreach (var source in _sources.ToArray())
        {
            End(source);
        }
    }

    private void RunRequests()
    {
        lock (_requests)
        {
            while (_requests.TryDequeue(out var request))
            {
                request();
            }
        }
    }

    private void Drain()
    {
        fixed (byte* buffer = _buffer)
        {
            while (LibC.read(_wake.Read, buffer, _buffer.Length) > 0)
            {
            }
        }
    }

    private void Read(OutputSource source)
    {
        // At most this many reads in a row, so that a process writing without pause does not starve the others.
        for (var turn = 0; turn < 16 && !source.Ended.IsCompleted; turn++)
        {
            nint count;
            fixed (byte* buffer = _buffer)
            {
                count = LibC.read(source.Pipe.Read, buffer, _buffer.Length);
            }

            if (count > 0)
            {
                source.Lines.Add(_buffer.AsSpan(0, (int)count));
                continue;
            }

            var error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (error == LibC.EINTR)
            {
                continue;
            }

            if (error != LibC.EAGAIN)
            {
                End(source);
            }

            return;
        }
    }

    private void End(OutputSource source)
    {
        if (_sources.Remove(source))
        {
            source.Lines.Flush();
            source.Pipe.CloseRead();
            source.MarkEnded();
        }
    }
}
