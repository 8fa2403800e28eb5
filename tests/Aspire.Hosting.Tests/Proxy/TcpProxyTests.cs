using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Proxy;
using Microsoft.Extensions.Time.Testing;

namespace Aspire.Hosting.Tests.Proxy;

public sealed class TcpProxyTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly IPEndPoint[] s_loopback = [new(IPAddress.Loopback, 0)];

    private static TcpProxy Listen(ProxyOptions? options = null) => TcpProxy.Listen(s_loopback, options ?? new ProxyOptions());

    private static ProxyBackend To(Backend backend) => new("127.0.0.1", backend.Port);

    private static async Task<NetworkStream> ConnectAsync(int port, IPAddress? address = null)
    {
        address ??= IPAddress.Loopback;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, port);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task<string> ReadAllAsync(Stream stream) => await new StreamReader(stream, Encoding.ASCII).ReadToEndAsync().WaitAsync(s_deadline);

    [Fact]
    public async Task Bytes_go_both_ways_and_the_end_of_one_direction_leaves_the_other_open()
    {
        await using var backend = new Backend(async stream =>
        {
            // Answers only after the request's end has arrived.
            var request = await new StreamReader(stream, Encoding.ASCII).ReadToEndAsync();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"got {request}"));
        });
        await using var proxy = Listen();
        proxy.SetBackends([To(backend)]);
        await using var client = await ConnectAsync(proxy.Port);
        await client.WriteAsync("hello"u8.ToArray());
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("got hello", await ReadAllAsync(client));
    }

    [Fact]
    public async Task A_backend_that_ends_first_can_still_be_written_to()
    {
        var received = new TaskCompletionSource<string>();
        await using var backend = new Backend(async stream =>
        {
            await stream.WriteAsync("banner"u8.ToArray());
            stream.Socket.Shutdown(SocketShutdown.Send);
            received.SetResult(await new StreamReader(stream, Encoding.ASCII).ReadToEndAsync());
        });
        await using var proxy = Listen();
        proxy.SetBackends([To(backend)]);
        await using var client = await ConnectAsync(proxy.Port);
        Assert.Equal("banner", await ReadAllAsync(client));
        await client.WriteAsync("afterwards"u8.ToArray());
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("afterwards", await received.Task.WaitAsync(s_deadline));
    }

    [Fact]
    public async Task Many_megabytes_pass_unchanged_in_both_directions_at_once()
    {
        await using var backend = Backend.Echo();
        await using var proxy = Listen();
        proxy.SetBackends([To(backend)]);
        await using var client = await ConnectAsync(proxy.Port);
        var data = RandomNumberGenerator.GetBytes(20_000_000);
        var sending = Task.Run(async () =>
        {
            await client.WriteAsync(data);
            client.Socket.Shutdown(SocketShutdown.Send);
        });
        var received = new MemoryStream();
        await client.CopyToAsync(received).WaitAsync(s_deadline);
        await sending;
        Assert.Equal(SHA256.HashData(data), SHA256.HashData(received.ToArray()));
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_the_writer_back()
    {
        var written = 0L;
        await using var backend = new Backend(async stream =>
        {
            var block = new byte[64 * 1024];
            for (var i = 0; i < 16_000; i++) // a gigabyte, if nothing held it
            {
                await stream.WriteAsync(block);
                Interlocked.Add(ref written, block.Length);
            }
        });
        await using var proxy = Listen();
        proxy.SetBackends([To(backend)]);
        await using var client = await ConnectAsync(proxy.Port);
        long before;
        do
        {
            before = Interlocked.Read(ref written);
            await Task.Delay(500);
        }
        while (before == 0 || Interlocked.Read(ref written) != before);
        Assert.InRange(before, 1, 200_000_000);
    }

    [Fact]
    public async Task New_connections_are_spread_evenly_over_the_backends()
    {
        await using var a = Backend.Saying("a");
        await using var b = Backend.Saying("b");
        await using var c = Backend.Saying("c");
        await using var proxy = Listen();
        proxy.SetBackends([To(a), To(b), To(c)]);
        for (var i = 0; i < 30; i++)
        {
            await using var client = await ConnectAsync(proxy.Port);
            await ReadAllAsync(client);
        }

        Assert.Equal((10, 10, 10), (a.Connections, b.Connections, c.Connections));
    }

    [Fact]
    public async Task A_backend_that_refuses_is_passed_over()
    {
        await using var alive = Backend.Saying("alive");
        await using var proxy = Listen();
        proxy.SetBackends([new ProxyBackend("127.0.0.1", FreePort.Next()), To(alive), new ProxyBackend("localhost", FreePort.Next())]);
        for (var i = 0; i < 6; i++)
        {
            await using var client = await ConnectAsync(proxy.Port);
            Assert.Equal("alive", await ReadAllAsync(client));
        }
    }

    [Fact]
    public async Task A_connection_waits_for_a_backend_that_is_named_later()
    {
        await using var proxy = Listen();
        await using var client = await ConnectAsync(proxy.Port);
        var answer = ReadAllAsync(client);
        await using var backend = Backend.Saying("late");
        Assert.False(answer.IsCompleted);
        proxy.SetBackends([To(backend)]);
        Assert.Equal("late", await answer);
    }

    [Fact]
    public async Task A_connection_waits_for_a_backend_that_begins_to_listen_later()
    {
        var port = FreePort.Next();
        await using var proxy = Listen();
        proxy.SetBackends([new ProxyBackend("localhost", port)]);
        await using var client = await ConnectAsync(proxy.Port);
        await client.WriteAsync("early words"u8.ToArray());
        client.Socket.Shutdown(SocketShutdown.Send);
        var answer = ReadAllAsync(client);
        await Task.Delay(100);
        await using var backend = Backend.Echo(port);
        Assert.Equal("early words", await answer);
    }

    [Fact]
    public async Task A_held_connection_is_closed_when_the_time_is_over()
    {
        var time = new FakeTimeProvider();
        await using var proxy = Listen(new ProxyOptions { HoldTimeout = TimeSpan.FromSeconds(30), Time = time });
        await using var client = await ConnectAsync(proxy.Port);
        var answer = ReadAllAsync(client);
        while (!answer.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(answer, Task.Delay(10));
        }

        Assert.Equal("", await answer);
    }

    [Fact]
    public async Task The_port_stays_while_the_backend_is_replaced()
    {
        await using var proxy = Listen();
        var port = proxy.Port;
        foreach (var word in (string[])["first", "second", "third"])
        {
            await using var backend = Backend.Saying(word);
            proxy.SetBackends([To(backend)]);
            await using var client = await ConnectAsync(port);
            Assert.Equal(word, await ReadAllAsync(client));
            proxy.SetBackends([]);
        }

        Assert.Equal(port, proxy.Port);
    }

    [Fact]
    public async Task A_reset_by_the_backend_is_a_reset_for_the_client()
    {
        await using var backend = new Backend(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[1]);
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Close();
        });
        await using var proxy = Listen();
        proxy.SetBackends([To(backend)]);
        await using var client = await ConnectAsync(proxy.Port);
        await client.WriteAsync("x"u8.ToArray());
        var failure = await Assert.ThrowsAsync<IOException>(() => client.ReadAsync(new byte[1]).AsTask().WaitAsync(s_deadline));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    [Fact]
    public async Task Both_loopback_families_answer_on_one_port()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "No IPv6 here.");
        await using var backend = Backend.Saying("hi");
        await using var proxy = TcpProxy.Listen([new(IPAddress.Loopback, 0), new(IPAddress.IPv6Loopback, 0)], new ProxyOptions());
        proxy.SetBackends([To(backend)]);
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            await using var client = await ConnectAsync(proxy.Port, address);
            Assert.Equal("hi", await ReadAllAsync(client));
        }
    }

    [Fact]
    public async Task Localhost_reaches_a_backend_on_either_family()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "No IPv6 here.");
        await using var backend = Backend.Echo(address: IPAddress.IPv6Loopback);
        await using var proxy = Listen();
        proxy.SetBackends([new ProxyBackend("localhost", backend.Port)]);
        await using var client = await ConnectAsync(proxy.Port);
        await client.WriteAsync("six"u8.ToArray());
        client.Socket.Shutdown(SocketShutdown.Send);
        Assert.Equal("six", await ReadAllAsync(client));
    }

    [Fact]
    public async Task Disposing_frees_the_port_and_ends_the_connections()
    {
        await using var backend = Backend.Echo();
        var proxy = Listen();
        proxy.SetBackends([To(backend)]);
        await using var client = await ConnectAsync(proxy.Port);
        await client.WriteAsync("x"u8.ToArray());
        await client.ReadExactlyAsync(new byte[1]).AsTask().WaitAsync(s_deadline);
        await proxy.DisposeAsync().AsTask().WaitAsync(s_deadline);
        await using var next = TcpProxy.Listen([new(IPAddress.Loopback, proxy.Port)], new ProxyOptions());
        Assert.Equal(proxy.Port, next.Port);
        await Assert.ThrowsAsync<IOException>(() => client.ReadAsync(new byte[1]).AsTask().WaitAsync(s_deadline));
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_process_that_holds_it()
    {
        await using var holder = Backend.Echo();
        var refusal = Assert.Throws<PortInUseException>(() => TcpProxy.Listen([new(IPAddress.Loopback, holder.Port)], new ProxyOptions()));
        Assert.Equal(holder.Port, refusal.Port);
        Assert.Equal(Environment.ProcessId, refusal.Owner?.ProcessId);
        Assert.Contains($"Port {holder.Port} is in use by process {Environment.ProcessId}", refusal.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_on_one_family_only_is_refused_as_a_whole_and_nothing_stays_bound()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "No IPv6 here.");
        await using var holder = Backend.Echo(address: IPAddress.IPv6Loopback);
        Assert.Throws<PortInUseException>(() => TcpProxy.Listen([new(IPAddress.Loopback, holder.Port), new(IPAddress.IPv6Loopback, holder.Port)], new ProxyOptions()));
        Assert.True(FreePort.IsFree(holder.Port, IPAddress.Loopback));
    }
}
