using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Tests.Proxy;

/// <summary>A backend that runs the given conversation on every connection.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Task _accepting;
    private int _connections;

    public Backend(Func<NetworkStream, Task> converse, int port = 0, IPAddress? address = null)
    {
        _listener = new TcpListener(address ?? IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(converse);
    }

    public int Port { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Sends everything back, and the end as well.</summary>
    public static Backend Echo(int port = 0, IPAddress? address = null) => new(stream => stream.CopyToAsync(stream), port, address);

    /// <summary>Says the word and closes.</summary>
    public static Backend Saying(string word, int port = 0) => new(stream => stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(word)).AsTask(), port);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync(Func<NetworkStream, Task> converse)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            Interlocked.Increment(ref _connections);
            _ = Task.Run(async () =>
            {
                await using var stream = new NetworkStream(socket, ownsSocket: true);
                try
                {
                    await converse(stream);
                }
                catch (IOException)
                {
                    // The other side left.
                }
            });
        }
    }
}
