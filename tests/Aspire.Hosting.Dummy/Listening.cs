using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Aspire.Hosting.Dummy;

/// <summary>
/// Answers HTTP on loopback without a web framework, since it is started often: /pid, /env/NAME, /exit/CODE, /sick and /well (which set what
/// /health answers), and "hello" to the rest.
/// </summary>
internal static class Listening
{
    private static volatile bool s_sick = Environment.GetEnvironmentVariable("DUMMY_SICK") == "1";

    public static async Task<int> AfterAsync(int milliseconds)
    {
        await Task.Delay(milliseconds);
        return await RunAsync(Environment.GetEnvironmentVariable("PORT")!);
    }

    public static async Task<int> RunAsync(string port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            await Console.Error.WriteLineAsync($"The dummy cannot listen on port {port}: {e.SocketErrorCode}");
            return 98;
        }

        Console.WriteLine($"listening {((IPEndPoint)listener.LocalEndpoint).Port} {Environment.ProcessId}");
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync();
            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                while (await reader.ReadLineAsync() is { Length: > 0 } request)
                {
                    while (await reader.ReadLineAsync() is { Length: > 0 })
                    {
                    }

                    var (status, body, exit) = Answer(request.Split(' ')[1].Split('/', StringSplitOptions.RemoveEmptyEntries));
                    var bytes = Encoding.UTF8.GetBytes(body);
                    var head = $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {bytes.Length}\r\n\r\n";
                    await client.GetStream().WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. bytes]);
                    if (exit is { } code)
                    {
                        Environment.Exit(code);
                    }
                }
            }
            catch (IOException)
            {
                // The client left.
            }
        }
    }

    private static (string Status, string Body, int? Exit) Answer(string[] path)
    {
        switch (path)
        {
            case ["pid"]:
                return ("200 OK", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), null);
            case ["env", var name]:
                return ("200 OK", Environment.GetEnvironmentVariable(name) ?? "", null);
            case ["exit", var code]:
                return ("200 OK", "bye", int.Parse(code, CultureInfo.InvariantCulture));
            case ["sick"] or ["well"]:
                s_sick = path[0] == "sick";
                return ("200 OK", path[0], null);
            case ["health"]:
                return s_sick ? ("503 Service Unavailable", "sick", null) : ("200 OK", "well", null);
            default:
                return ("200 OK", "hello", null);
        }
    }
}
