using System.Buffers;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>
/// Copies bytes between two sockets in both directions. The end of one direction is passed on and leaves the other open; a failure, or
/// <see cref="Abort"/>, ends both with a reset.
/// </summary>
internal sealed class ConnectionRelay(Socket client, Socket backend)
{
    private const int BufferSize = 32 * 1024;
    private const int ReadsBeforeYield = 64;

    private int _aborted;

    public Task RunAsync() => Task.WhenAll(CopyAsync(client, backend), CopyAsync(backend, client));

    /// <summary>Ends both sides. A broken connection must look broken to both, not like an orderly end of a truncated answer.</summary>
    public void Abort()
    {
        if (Interlocked.Exchange(ref _aborted, 1) == 0)
        {
            Reset(client);
            Reset(backend);
        }
    }

    // Nothing is read before what was read is sent: the slower side's full buffers hold the faster one back.
    // No cancellation tokens here: registering one for each operation costs a tenth of the throughput. Closing the sockets ends the operations as well.
    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var reads = 1; ; reads++)
            {
                if (reads % ReadsBeforeYield == 0)
                {
                    // A transfer that never has to wait would keep the socket thread from everybody else.
                    await Task.Yield();
                }

                var count = await from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None).ConfigureAwait(false);
                if (count == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection is gone already.
        }

        socket.Dispose();
    }
}
