using System.ComponentModel;
using System.Text;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Processes.Unix;

/// <summary>
/// A small shell in a session of its own that holds a pipe to the host. The kernel's parent-death signal reaches only our direct children;
/// the guardian ends their descendants too. It holds nothing of the host's: no descriptor, no directory, no environment.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Guardian : IDisposable
{
    private const int MaximalRestarts = 3;

    private readonly ChildReaper _reaper;
    private readonly Func<Func<int>, int> _onStarterThread;
    private readonly Dictionary<int, string> _guarded = [];
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Pipe? _pipe;
    private int _restarts;
    private bool _closed;

    public Guardian(ChildReaper reaper, Func<Func<int>, int> onStarterThread)
    {
        _reaper = reaper;
        _onStarterThread = onStarterThread;
    }

    /// <summary>The guardian's process id; 0 before the first process was started and where there is no shell.</summary>
    public int Id { get; private set; }

    /// <summary>From here on the process group does not outlive the host.</summary>
    public void Add(int leader, string outputs)
    {
        lock (_lock)
        {
            _guarded[leader] = outputs;
            if (_pipe is null)
            {
                Start();
            }
            else
            {
                Send($"+ {leader} {outputs}\n");
            }
        }
    }

    /// <summary>Call before the leader's id is given back to the system.</summary>
    public void Remove(int leader)
    {
        lock (_lock)
        {
            if (_guarded.Remove(leader))
            {
                Send($"- {leader}\n");
            }
        }
    }

    /// <summary>Lets the guardian end, and waits for it for a bounded time.</summary>
    public async Task CloseAsync(TimeProvider time)
    {
        lock (_lock)
        {
            _closed = true;
            _pipe?.CloseWrite();
            if (Id == 0)
            {
                return;
            }
        }

        await Task.WhenAny(_ended.Task, Task.Delay(TimeSpan.FromSeconds(5), time)).ConfigureAwait(false);
    }

    public void Dispose() => _pipe?.Dispose();

    private void Start()
    {
        var shell = "/bin/sh";
        if (!File.Exists(shell))
        {
            return; // an image without a shell: the parent-death signal is all there is
        }

        var pipe = new Pipe();
        try
        {
            // The environment is empty but for PATH, so that no line of `ps e` ties the guardian to the host.
            Id = _onStarterThread(() => Spawn.Run(shell, ["-c", GuardianScript.Text, "process-guardian"], [new("PATH", "/usr/bin:/bin")], "/", pipe.Read, -1, -1));
        }
        catch (Win32Exception)
        {
            pipe.Dispose();
            return;
        }

        pipe.CloseRead();
        _pipe = pipe;
        foreach (var (leader, outputs) in _guarded)
        {
            Send($"+ {leader} {outputs}\n");
        }

        var id = Id;
        _reaper.Watch(id, _ => OnEnded(id));
    }

    // Somebody killed it. Everything would still work, until the host dies: so it is started again, a few times.
    private void OnEnded(int id)
    {
        ChildReaper.Reap(id);
        lock (_lock)
        {
            _pipe?.Dispose();
            _pipe = null;
            if (_closed || _restarts++ >= MaximalRestarts)
            {
                Id = 0;
                _ended.TrySetResult();
                return;
            }

            Start();
        }
    }

    private unsafe void Send(string line)
    {
        if (_pipe is null)
        {
            return;
        }

        var bytes = Encoding.ASCII.GetBytes(line);
        fixed (byte* first = bytes)
        {
            // A line is far shorter than PIPE_BUF, so it is written whole or, with the guardian dead, not at all.
            _ = LibC.write(_pipe.Write, first, bytes.Length);
        }
    }
}
