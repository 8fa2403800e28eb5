using System.Text.Json.Nodes;
using Aspirate.Cli;
using Aspirate.Cluster;
using Aspirate.Problems;
using Aspirate.Yaml;

namespace Aspirate.Rollout;

/// <summary>Where the objects of the running service are read: from the cluster, or from generated files.</summary>
internal sealed class StableObjects(Kubectl? kubectl, IReadOnlyList<JsonObject> rendered)
{
    public async Task<JsonObject?> FindAsync(string kind, string name, CancellationToken cancellation)
    {
        if (kubectl is null)
        {
            return rendered.FirstOrDefault(o => (string?)o["kind"] == kind && CanaryObjects.Name(o) == name);
        }

        var (exitCode, text, error) = await kubectl.TryRunAsync(["get", kind, name, "--ignore-not-found", "--output", "json"], cancellation);
        if (exitCode != 0 && !IsUnknownKind(error))
        {
            throw new CommandFailedException(ExitCode.ToolFailed, $"{kind}/{name} could not be read from {kubectl.Context}: {error.Trim()}");
        }

        return exitCode != 0 || string.IsNullOrWhiteSpace(text) ? null : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>All objects of a kind in the namespace; none where the cluster does not know the kind.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string kind, CancellationToken cancellation)
    {
        if (kubectl is null)
        {
            return [.. rendered.Where(o => (string?)o["kind"] == kind)];
        }

        var (exitCode, text, error) = await kubectl.TryRunAsync(["get", kind, "--output", "json"], cancellation);
        if (exitCode != 0 && !IsUnknownKind(error))
        {
            throw new CommandFailedException(ExitCode.ToolFailed, $"{kind} could not be read from {kubectl.Context}: {error.Trim()}");
        }

        return exitCode != 0 || string.IsNullOrWhiteSpace(text) ? [] : [.. JsonNode.Parse(text)!["items"]!.AsArray().Select(i => i!.AsObject())];
    }

    public async Task<JsonObject> GetAsync(string kind, string name, CancellationToken cancellation) =>
        await FindAsync(kind, name, cancellation)
        ?? throw new CommandFailedException(ExitCode.InputRefused, $"There is no {kind} \"{name}\" {(kubectl is null ? "among the generated files" : $"on {kubectl.Context}{(kubectl.Namespace is null ? "" : $" in the namespace {kubectl.Namespace}")}")}.");

    // A cluster without the Gateway API does not know its kinds.
    private static bool IsUnknownKind(string error) => error.Contains("doesn't have a resource type", StringComparison.Ordinal);
}
