using System.Buffers;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>Copies bytes between two sockets in both directions. The end of one direction is passed on and leaves the other open; a failure ends both.</summary>
internal static class ConnectionRelay
{
    private const int BufferSize = 32 * 1024;

    public static async Task RunAsync(Socket client, Socket backend, CancellationToken closing)
    {
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(closing);
        await Task.WhenAll(CopyAsync(client, backend, aborted), CopyAsync(backend, client, aborted)).ConfigureAwait(false);
        if (aborted.IsCancellationRequested)
        {
            Reset(client);
            Reset(backend);
        }
    }

    // Nothing is read before what was read is sent: the slower side's full buffers hold the faster one back.
    private static async Task CopyAsync(Socket from, Socket to, CancellationTokenSource aborted)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                var count = await from.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, aborted.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), SocketFlags.None, aborted.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            await aborted.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A broken connection must look broken on the other side too, not like an orderly end of a truncated answer.
    private static void Reset(Socket socket) => socket.LingerState = new LingerOption(true, 0);
}
