using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Containers;

namespace Aspire.Hosting.Tests.Containers;

public sealed class ContainerEngineProbeTests : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    private static Task<EngineProbe> ProbeAsync(Dictionary<string, string> environment, TimeSpan? timeout = null) =>
        ContainerEngineProbe.ProbeAsync(environment.GetValueOrDefault, timeout ?? s_deadline, CancellationToken.None).WaitAsync(s_deadline);

    private Socket ListenAt(string name, string? answer)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        _ = Task.Run(async () =>
        {
            using var client = await socket.AcceptAsync();
            var buffer = new byte[4096];
            await client.ReceiveAsync(buffer);
            if (answer is null)
            {
                await Task.Delay(Timeout.Infinite);
            }

            await client.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 2\r\n\r\nOK"));
        });
        return socket;
    }

    [Fact]
    public async Task An_engine_that_answers_a_ping_is_found_whatever_proxy_is_configured()
    {
        using var engine = ListenAt("docker.sock", "200 OK");
        var probe = await ProbeAsync(new() { ["DOCKER_HOST"] = $"unix://{_directory}/docker.sock", ["HTTP_PROXY"] = "http://127.0.0.1:9" });
        Assert.True(probe.Answers, probe.Reason);
        Assert.Equal($"unix://{_directory}/docker.sock", probe.Socket);
    }

    [Fact]
    public async Task A_rootless_podman_socket_is_found()
    {
        using var engine = ListenAt("podman/podman.sock", "200 OK");
        Assert.True((await ProbeAsync(new() { ["XDG_RUNTIME_DIR"] = _directory.FullName })).Answers);
    }

    [Fact]
    public async Task Without_any_socket_all_places_are_named_with_the_way_out()
    {
        var probe = await ProbeAsync(new() { ["HOME"] = _directory.FullName });
        Assert.SkipWhen(probe.Answers, "A container engine runs here.");
        Assert.Contains("/var/run/docker.sock", probe.Reason);
        Assert.Contains("DOCKER_HOST", probe.Remedy);
    }

    [Fact]
    public async Task A_socket_that_nobody_serves_is_told_from_a_missing_one()
    {
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint($"{_directory}/docker.sock")); // bound, but nobody listens
        var probe = await ProbeAsync(new() { ["DOCKER_HOST"] = $"unix://{_directory}/docker.sock" });
        Assert.False(probe.Answers);
        Assert.Contains("cannot be reached", probe.Reason);
        Assert.Contains("left over", probe.Remedy);
        var missing = await ProbeAsync(new() { ["DOCKER_HOST"] = $"unix://{_directory}/gone.sock" });
        Assert.Contains($"no container engine socket at {_directory}/gone.sock", missing.Reason);
    }

    [Fact]
    public async Task An_engine_that_hangs_is_given_up()
    {
        using var engine = ListenAt("docker.sock", answer: null);
        var probe = await ProbeAsync(new() { ["DOCKER_HOST"] = $"unix://{_directory}/docker.sock" }, TimeSpan.FromMilliseconds(200));
        Assert.False(probe.Answers);
        Assert.Contains("did not answer within 0.2 s", probe.Reason);
    }

    [Fact]
    public async Task An_engine_that_answers_with_an_error_is_told_with_its_status()
    {
        using var engine = ListenAt("docker.sock", "503 Service Unavailable");
        Assert.Contains("answered 503", (await ProbeAsync(new() { ["DOCKER_HOST"] = $"unix://{_directory}/docker.sock" })).Reason);
    }

    [Fact]
    public async Task An_address_of_another_kind_is_refused_with_what_can_be_used()
    {
        var probe = await ProbeAsync(new() { ["DOCKER_HOST"] = "ssh://me@there" });
        Assert.False(probe.Answers);
        Assert.Contains("ssh://me@there", probe.Reason);
        Assert.Contains("ssh -L", probe.Remedy);
    }

    [Fact]
    public async Task The_current_docker_context_decides_when_no_host_is_set()
    {
        using var engine = ListenAt("elsewhere.sock", "200 OK");
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("mine"u8));
        var meta = _directory.CreateSubdirectory($"config/contexts/meta/{id}");
        File.WriteAllText($"{_directory}/config/config.json", """{ "currentContext": "mine" }""");
        File.WriteAllText(Path.Combine(meta.FullName, "meta.json"), $$"""{ "Name": "mine", "Endpoints": { "docker": { "Host": "unix://{{_directory}}/elsewhere.sock" } } }""");
        var probe = await ProbeAsync(new() { ["DOCKER_CONFIG"] = $"{_directory}/config" });
        Assert.True(probe.Answers, probe.Reason);
    }
}
