using System.Collections;

namespace Aspire.Hosting.Orchestration.Launching;

/// <summary>What a child takes over from the AppHost's own environment.</summary>
internal static class InheritedEnvironment
{
    // These say how the AppHost itself runs; a child that took them over would bind the AppHost's addresses.
    private static readonly string[] Own = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    private static readonly string[] ProxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "::1", "[::1]", ".localhost"];

    /// <summary>Names are compared as the system does.</summary>
    public static StringComparer Names => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The AppHost's variables without its own.</summary>
    public static Dictionary<string, string> Read() => From(Environment.GetEnvironmentVariables());

    /// <summary>The same of any set of variables.</summary>
    public static Dictionary<string, string> From(IDictionary variables)
    {
        var inherited = new Dictionary<string, string>(Names);
        foreach (DictionaryEntry variable in variables)
        {
            inherited[(string)variable.Key] = (string?)variable.Value ?? "";
        }
        foreach (var own in Own)
        {
            inherited.Remove(own);
        }
        return inherited;
    }

    /// <summary>Where a proxy is set, adds the loopback names to those that bypass it: services of this machine are not reached through it.</summary>
    public static void BypassProxyForLoopback(Dictionary<string, string> environment)
    {
        if (!ProxyVariables.Any(name => environment.TryGetValue(name, out var proxy) && proxy.Length > 0))
        {
            return;
        }
        // Programs differ in which spelling they read; both say the same.
        var current = new[] { "NO_PROXY", "no_proxy" }.SelectMany(name =>
            environment.TryGetValue(name, out var list) ? list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : []);
        var all = string.Join(',', current.Concat(Loopback).Distinct(StringComparer.OrdinalIgnoreCase));
        environment["NO_PROXY"] = all;
        environment["no_proxy"] = all;
    }
}
