using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>Finds free TCP ports. The same one is not handed out twice in this process, since the first taker may not have bound it yet.</summary>
internal static class FreePort
{
    private static readonly ConcurrentDictionary<int, byte> s_handedOut = [];

    public static int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            using var probe = Bind(0, IPAddress.Loopback);
            var port = ((IPEndPoint)probe!.LocalEndPoint!).Port;
            if ((!Socket.OSSupportsIPv6 || IsFree(port, IPAddress.IPv6Loopback)) && s_handedOut.TryAdd(port, 0))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No free TCP port was found. Close programs that hold many ports, or widen the system's range of local ports.");
    }

    public static bool IsFree(int port, IPAddress address)
    {
        using var probe = Bind(port, address);
        return probe is not null;
    }

    private static Socket? Bind(int port, IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            ListeningSocket.Bind(socket, new IPEndPoint(address, port));
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            socket.Dispose();
            // A machine without this address family has nobody on it either.
            return e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied ? null : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        }
    }
}
