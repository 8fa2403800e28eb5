using System.Net.Sockets;
using System.Text;

namespace Elasticsearch.Emulator.Tests.Infrastructure;

/// <summary>Requests that no client library would let through.</summary>
public static class RawHttp
{
    public static async Task<string> SendAsync(string address, string method, string target)
    {
        var uri = new Uri(address);
        using var socket = new TcpClient();
        await socket.ConnectAsync(uri.Host, uri.Port);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: {uri.Authority}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), deadline.Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(deadline.Token);
    }
}
