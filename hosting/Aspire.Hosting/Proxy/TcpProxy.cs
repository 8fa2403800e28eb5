using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>
/// Keeps a public port open for as long as the host lives, whatever comes and goes behind it. New connections are spread over the backends
/// and held for a bounded time while none answers.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly IReadOnlyList<Socket> _listeners;
    private readonly BackendSelector _backends;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = [];
    private readonly Task _accepting;

    private TcpProxy(IReadOnlyList<Socket> listeners, ProxyOptions options)
    {
        _listeners = listeners;
        _backends = new BackendSelector(options);
        Port = ((IPEndPoint)listeners[0].LocalEndPoint!).Port;
        _accepting = Task.WhenAll(listeners.Select(AcceptAsync));
    }

    public int Port { get; }

    /// <summary>Listens on all addresses, which share one port; port 0 picks one that is free on all of them.</summary>
    /// <exception cref="PortInUseException">Somebody else listens there.</exception>
    public static TcpProxy Listen(IReadOnlyList<IPEndPoint> addresses, ProxyOptions options) => new(ListeningSocket.OpenAll(addresses), options);

    /// <summary>From now on new connections go to these. Established ones stay where they are.</summary>
    public void SetBackends(IReadOnlyList<ProxyBackend> backends) => _backends.Set(backends);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys).ConfigureAwait(false);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_closing.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(_closing.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // Out of descriptors, or the client was gone already. Neither is a reason to stop listening, nor to spin.
                await Task.Delay(TimeSpan.FromMilliseconds(10)).ConfigureAwait(false);
                continue;
            }

            var connection = Task.Run(() => ServeAsync(client));
            _connections[connection] = 0;
            _ = connection.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        {
            client.NoDelay = true;
            using var backend = await _backends.ConnectAsync(_closing.Token).ConfigureAwait(false);
            if (backend is not null)
            {
                backend.NoDelay = true;
                InlineCompletions.Prefer(client);
                InlineCompletions.Prefer(backend);
                var relay = new ConnectionRelay(client, backend);
                await using var closing = _closing.Token.Register(relay.Abort).ConfigureAwait(false);
                await relay.RunAsync().ConfigureAwait(false);
            }
        }
    }
}
