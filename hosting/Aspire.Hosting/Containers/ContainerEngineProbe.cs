using System.IO.Pipes;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Containers;

/// <summary>Asks the container engine's socket whether it answers. No command-line tool is needed, and every question is bounded.</summary>
internal static class ContainerEngineProbe
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(3);

    public static Task<EngineProbe> ProbeAsync(CancellationToken cancellationToken = default) =>
        ProbeAsync(Environment.GetEnvironmentVariable, s_timeout, cancellationToken);

    public static async Task<EngineProbe> ProbeAsync(Func<string, string?> environment, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var candidates = EngineSockets.Candidates(environment);
        var attempts = await Task.WhenAll(candidates.Select(candidate => AskAsync(candidate, timeout, cancellationToken))).ConfigureAwait(false);
        if (attempts.FirstOrDefault(attempt => attempt.Answers) is { } answering)
        {
            return answering;
        }

        // Of several reasons the one of a socket that exists tells the most; missing sockets are told together.
        if (attempts.FirstOrDefault(attempt => attempt.Socket is not null) is { } present)
        {
            return present;
        }

        return attempts is [var only]
            ? only
            : new EngineProbe(false, null, $"No container engine was found: there is no socket at {string.Join(", ", candidates)}.",
                "Install and start Docker or Podman, or set DOCKER_HOST to the socket of an engine. Everything that is not a container runs without.");
    }

    private static async Task<EngineProbe> AskAsync(string address, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("unix" or "tcp" or "http" or "npipe"))
        {
            return new EngineProbe(false, null, $"The container engine address '{address}' cannot be used: only unix://, tcp:// and npipe:// can.",
                "Set DOCKER_HOST to such an address; for ssh://, forward the engine's socket first (ssh -L).");
        }

        if (uri.Scheme == "unix" && !File.Exists(uri.AbsolutePath))
        {
            return new EngineProbe(false, null, $"There is no container engine socket at {uri.AbsolutePath}.",
                "Start Docker or Podman, or correct DOCKER_HOST. Everything that is not a container runs without.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, token) => ConnectAsync(uri, token) };
            using var client = new HttpClient(handler);
            using var answer = await client.GetAsync(new Uri("http://engine/_ping"), limit.Token).ConfigureAwait(false);
            return answer.IsSuccessStatusCode
                ? new EngineProbe(true, address, $"The container engine at {address} answers.", "")
                : new EngineProbe(false, address, $"The container engine at {address} answered {(int)answer.StatusCode} to a ping.", "Look into the engine's own log, and restart it.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new EngineProbe(false, address, $"The container engine at {address} did not answer within {timeout.TotalSeconds:0.###} s.", "Restart Docker or Podman.");
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or UnauthorizedAccessException)
        {
            return new EngineProbe(false, address, $"The container engine at {address} cannot be reached: {Innermost(e)}", Remedy(e));
        }
    }

    private static async ValueTask<Stream> ConnectAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (uri.Scheme == "npipe")
        {
            var pipe = new NamedPipeClientStream(".", uri.AbsolutePath.Split('/')[^1], PipeDirection.InOut, PipeOptions.Asynchronous);
            await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
            return pipe;
        }

        EndPoint end = uri.Scheme == "unix" ? new UnixDomainSocketEndPoint(uri.AbsolutePath) : new DnsEndPoint(uri.Host, uri.Port > 0 ? uri.Port : 2375);
        var socket = uri.Scheme == "unix"
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(end, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Innermost(Exception e) => e.GetBaseException().Message;

    private static string Remedy(Exception e) => e.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.AccessDenied } or UnauthorizedAccessException =>
            "You may not use the socket: add yourself to the group that owns it (usually 'docker') and log in again, or use rootless Podman.",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "The socket is left over from an engine that is not running: start Docker or Podman.",
        _ => "Start Docker or Podman, or correct DOCKER_HOST.",
    };
}
