using System.Globalization;
using Aspirate.Model;
using Aspirate.Yaml;

namespace Aspirate.Compose;

/// <summary>
/// Health checks run inside the container, with what its image has: each line tries the tools that are common, the shell
/// itself last. Only who is waited for, or has an HTTP check, gets one: an image without any of them must not look ill.
/// </summary>
internal static class ComposeHealth
{
    public static YamlMap? For(Workload workload, bool isWaitedFor)
    {
        var probe = workload.Readiness;
        if (probe is null || (probe.HttpPath is null && !isWaitedFor))
        {
            return null;
        }

        var command = probe.HttpPath is null ? Tcp(probe.Port.ContainerPort) : Http(probe);
        return new()
        {
            { "test", new YamlList { "CMD-SHELL", ComposeVariables.Escape(command) } },
            { "interval", $"{probe.PeriodSeconds ?? 5}s" },
            { "timeout", $"{Math.Max(3, probe.TimeoutSeconds ?? 3)}s" },
            { "retries", probe.FailureThreshold ?? 10 },
            { "start_period", "60s" },
        };
    }

    private static string Tcp(int port)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        return $"nc -z 127.0.0.1 {number} || bash -c '</dev/tcp/127.0.0.1/{number}'";
    }

    private static string Http(Probe probe)
    {
        var port = probe.Port.ContainerPort.ToString(CultureInfo.InvariantCulture);
        var path = probe.HttpPath!.Replace("'", "%27", StringComparison.Ordinal);
        var url = $"{(probe.Port.Tls ? "https" : "http")}://127.0.0.1:{port}{path}";
        var curl = $"curl -{(probe.Port.Tls ? "k" : "")}fsS -o /dev/null '{url}'";
        var wget = $"wget -q {(probe.Port.Tls ? "--no-check-certificate " : "")}-O /dev/null '{url}'";
        var shell = $"bash -c 'exec 3<>/dev/tcp/127.0.0.1/{port}; printf \"GET %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n\" \"$$0\" >&3; head -n 1 <&3 | grep -q \" [23]..\"' '{path}'".Replace("$$0", "$0", StringComparison.Ordinal);
        return probe.Port.Tls ? $"{curl} || {wget}" : $"{curl} || {wget} || {shell}";
    }
}
