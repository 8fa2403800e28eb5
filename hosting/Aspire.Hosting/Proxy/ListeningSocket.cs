using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Proxy;

/// <summary>Binds one port on several addresses.</summary>
internal static class ListeningSocket
{
    private const int Backlog = 512;

    /// <summary>Listening sockets for all addresses on one port. An address family that the machine lacks is left out, unless nothing would be left.</summary>
    public static IReadOnlyList<Socket> OpenAll(IReadOnlyList<IPEndPoint> addresses)
    {
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count);
        if (addresses.Select(address => address.Port).Distinct().Count() != 1)
        {
            throw new ArgumentException("All addresses of a proxy share one port.", nameof(addresses));
        }

        // Port 0: the first address picks, and the pick must be free on the others as well.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Open(addresses);
            }
            catch (PortInUseException) when (addresses[0].Port == 0 && attempt < 100)
            {
            }
        }
    }

    public static void Bind(Socket socket, IPEndPoint address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        socket.Bind(address);
    }

    private static List<Socket> Open(IReadOnlyList<IPEndPoint> addresses)
    {
        var sockets = new List<Socket>();
        var port = addresses[0].Port;
        SocketException? missingFamily = null;
        try
        {
            foreach (var address in addresses.Distinct())
            {
                try
                {
                    var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    sockets.Add(socket);
                    Bind(socket, new IPEndPoint(address.Address, port));
                    socket.Listen(Backlog);
                    port = ((IPEndPoint)socket.LocalEndPoint!).Port;
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
                {
                    missingFamily = e;
                }
            }

            sockets.RemoveAll(socket => !socket.IsBound);
            return sockets.Count > 0 ? sockets : throw missingFamily!;
        }
        catch (SocketException e)
        {
            sockets.ForEach(socket => socket.Dispose());
            throw e.SocketErrorCode == SocketError.AddressAlreadyInUse ? new PortInUseException(port, PortOwnerLookup.Find(port), e) : e;
        }
    }
}
