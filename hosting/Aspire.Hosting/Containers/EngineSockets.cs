using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aspire.Hosting.Containers;

/// <summary>Where a container engine may listen, in the order in which the docker and podman commands themselves look.</summary>
internal static class EngineSockets
{
    /// <summary>The candidates. One that the user named (DOCKER_HOST, a docker context) is the only one.</summary>
    public static IReadOnlyList<string> Candidates(Func<string, string?> environment)
    {
        foreach (var variable in (string[])["DOCKER_HOST", "CONTAINER_HOST"])
        {
            if (environment(variable) is { Length: > 0 } named)
            {
                return [named];
            }
        }

        var home = environment("HOME") ?? environment("USERPROFILE") ?? "";
        if (ContextSocket(environment, home) is { } context)
        {
            return [context];
        }

        if (OperatingSystem.IsWindows())
        {
            return ["npipe:////./pipe/docker_engine", "npipe:////./pipe/podman-machine-default"];
        }

        List<string> sockets = ["/var/run/docker.sock"];
        if (environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime)
        {
            sockets.AddRange([$"{runtime}/docker.sock", $"{runtime}/podman/podman.sock"]);
        }

        sockets.Add("/run/podman/podman.sock");
        if (home.Length > 0)
        {
            sockets.AddRange([$"{home}/.docker/run/docker.sock", $"{home}/.docker/desktop/docker.sock", $"{home}/.colima/default/docker.sock", $"{home}/.rd/docker.sock"]);
        }

        return [.. sockets.Select(path => $"unix://{path}")];
    }

    // docker keeps a context's endpoint under the SHA-256 of its name.
    private static string? ContextSocket(Func<string, string?> environment, string home)
    {
        var folder = environment("DOCKER_CONFIG") is { Length: > 0 } named ? named : Path.Combine(home, ".docker");
        try
        {
            var name = environment("DOCKER_CONTEXT") is { Length: > 0 } chosen ? chosen : Read(Path.Combine(folder, "config.json"), root => root.GetProperty("currentContext").GetString());
            if (name is null or "" or "default")
            {
                return null;
            }

            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            return Read(Path.Combine(folder, "contexts", "meta", id, "meta.json"), root => root.GetProperty("Endpoints").GetProperty("docker").GetProperty("Host").GetString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // no such file, or one that is not docker's
        }
    }

    private static string? Read(string file, Func<JsonElement, string?> select)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return select(document.RootElement);
    }
}
