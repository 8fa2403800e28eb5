using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>Picks a backend for each new connection, in turn; goes on to the next when one refuses, and waits when all do.</summary>
internal sealed class BackendSelector(ProxyOptions options)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(25);
    // A refused connection on loopback costs microseconds; a pause comes on top of every start that somebody waits for.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private IReadOnlyList<ProxyBackend> _backends = [];
    private TaskCompletionSource _changed = NewSignal();
    private uint _turn;

    public void Set(IReadOnlyList<ProxyBackend> backends)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _backends = [.. backends];
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    /// <summary>A connection to a backend, or null when none accepted one within the hold time or the proxy is closing.</summary>
    public async Task<Socket?> ConnectAsync(CancellationToken closing)
    {
        using var hold = new CancellationTokenSource(options.HoldTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hold.Token, closing);
        var pause = s_firstPause;
        try
        {
            while (true)
            {
                var (backends, first, changed) = Next();
                for (var i = 0; i < backends.Count; i++)
                {
                    if (await TryConnectAsync(backends[(int)((first + i) % backends.Count)], either.Token).ConfigureAwait(false) is { } socket)
                    {
                        return socket;
                    }
                }

                // With no backend at all only a change can help; with a refusing one it may begin to listen any moment.
                var retry = backends.Count == 0 ? Timeout.InfiniteTimeSpan : pause;
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, s_longestPause.Ticks));
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
                await Task.WhenAny(changed, Task.Delay(retry, options.Time, waiting.Token)).ConfigureAwait(false);
                await waiting.CancelAsync().ConfigureAwait(false);
                either.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private (IReadOnlyList<ProxyBackend> Backends, long First, Task Changed) Next()
    {
        lock (_lock)
        {
            return (_backends, _turn++, _changed.Task);
        }
    }

    private async Task<Socket?> TryConnectAsync(ProxyBackend backend, CancellationToken cancellationToken)
    {
        foreach (var address in await AddressesAsync(backend.Host, cancellationToken).ConfigureAwait(false))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            using var limit = new CancellationTokenSource(options.ConnectTimeout, options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, backend.Port), either.Token).ConfigureAwait(false);
                if (!IsSelfConnected(socket))
                {
                    return socket;
                }

                socket.Dispose();
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return null;
    }

    // While nothing listens on a port of the local range, TCP may connect a socket to itself; that port would then be lost to the backend.
    private static bool IsSelfConnected(Socket socket) => Equals(socket.LocalEndPoint, socket.RemoteEndPoint);

    private static async ValueTask<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        // No resolver for localhost: programs bind either family under that name, and /etc/hosts may know only one.
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            return []; // not known now; the hold time allows for another look
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
