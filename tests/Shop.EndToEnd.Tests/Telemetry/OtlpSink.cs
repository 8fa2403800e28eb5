using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shop.EndToEnd.Tests.Telemetry;

/// <summary>Takes whatever is exported over OTLP/HTTP and remembers which service sent spans of which trace.</summary>
internal sealed class OtlpSink : IDisposable
{
    private readonly HttpListener _listener;
    private readonly List<byte[]> _traces = [];

    public OtlpSink()
    {
        (_listener, Address) = Listen();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Whether spans of this trace came from a service of this name, in protobuf or in JSON.</summary>
    public bool Has(string service, string traceId)
    {
        List<byte[]> traces;
        lock (_traces)
        {
            traces = [.. _traces];
        }

        var binary = Convert.FromHexString(traceId);
        var text = Encoding.ASCII.GetBytes(traceId);
        var json = Encoding.UTF8.GetBytes($$"""{"stringValue": "{{service}}"}""");
        return traces.Any(body => (Contains(body, binary) && Contains(body, Named(service))) || (Contains(body, text) && Contains(body, json)));
    }

    public void Dispose() => _listener.Close();

    private static bool Contains(byte[] body, byte[] part) => body.AsSpan().IndexOf(part) >= 0;

    // The attribute service.name=… as protobuf writes it: key 1, then value 2 that holds string 1.
    private static byte[] Named(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        return [0x0a, 12, .. "service.name"u8, 0x12, (byte)(name.Length + 2), 0x0a, (byte)name.Length, .. name];
    }

    // HttpListener cannot be asked for port 0, so a free port is looked for and taken, or the next one.
    private static (HttpListener Listener, string Address) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            var listener = new HttpListener { Prefixes = { $"{address}/" } };
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                _ = TakeAsync(await _listener.GetContextAsync());
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task TakeAsync(HttpListenerContext exchange)
    {
        try
        {
            using var body = new MemoryStream();
            var packed = exchange.Request.Headers["Content-Encoding"] == "gzip";
            await using var input = packed ? new GZipStream(exchange.Request.InputStream, CompressionMode.Decompress) : exchange.Request.InputStream;
            await input.CopyToAsync(body);
            if (exchange.Request.Url?.AbsolutePath == "/v1/traces")
            {
                lock (_traces)
                {
                    _traces.Add(body.ToArray());
                }
            }

            exchange.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The sender ended while it sent; what it had to say is lost, as with any collector.
        }
    }
}
