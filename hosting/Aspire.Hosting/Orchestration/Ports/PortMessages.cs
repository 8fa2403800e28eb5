using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Orchestration.Ports;

/// <summary>How a taken port is told: which, by whom, and what can be done.</summary>
internal static class PortMessages
{
    /// <summary>The whole message. A proxied port can also be avoided by a run with random ports.</summary>
    public static string Taken(string resource, string endpoint, int port, PortOwner? owner, bool avoidable) =>
        $"Port {port} of the endpoint '{endpoint}' of '{resource}' is taken by {Describe(owner)}. " +
        "Stop that process, or choose another port in the AppHost (port: of WithEndpoint or WithHttpEndpoint) or in the project's launchSettings.json (applicationUrl)" +
        (avoidable ? ", or run with --isolated." : ".");

    /// <summary>"process 42 (node)", or that it is not known.</summary>
    public static string Describe(PortOwner? owner) => owner is null ? "a process that cannot be named" : $"process {owner.ProcessId} ({owner.Name})";
}
