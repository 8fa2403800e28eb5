using System.Globalization;
using System.Text.Json.Nodes;
using Aspirate.Cli;
using Aspirate.Cluster;
using Aspirate.Problems;
using Aspirate.Tools;

namespace Aspirate.Rollout;

/// <summary>
/// The steps of a canary. Traffic is the last thing to come and the first to go: start makes the pods, waits until they
/// are ready, and only then sends requests there; abort takes the requests away before the pods.
/// </summary>
internal sealed class Rollouts(string service, StableObjects stable, Kubectl? kubectl, RolloutFiles files, int timeoutSeconds, TextWriter output)
{
    private readonly string _canary = CanaryObjects.NameOf(service);

    public async Task StartAsync(string image, int weight, string? gateway, CancellationToken cancellation)
    {
        var deployment = await stable.GetAsync("Deployment", service, cancellation);
        var stableService = await stable.GetAsync("Service", service, cancellation);
        var ingress = await stable.FindAsync("Ingress", service, cancellation);
        if (kubectl is not null && await stable.FindAsync("Deployment", _canary, cancellation) is not null)
        {
            throw new CommandFailedException(ExitCode.InputRefused, $"A canary of \"{service}\" is running already; change its weight with rollout set, or end it with rollout promote or rollout abort.");
        }

        var canary = CanaryObjects.Deployment(deployment, image, weight);
        var canaryService = CanaryObjects.Service(stableService);
        var traffic = await TrafficAsync(stableService, ingress, gateway, weight, cancellation);
        files.Write([canary, canaryService, .. traffic]);
        if (kubectl is null)
        {
            return;
        }

        await ApplyAsync([canary, canaryService], cancellation);
        if (!await IsReadyAsync(_canary, cancellation))
        {
            var why = await ExplainAsync(cancellation);
            await DeleteCanaryAsync(cancellation);
            files.Clear();
            throw new CommandFailedException(ExitCode.RolloutFailed, $"The canary of \"{service}\" with {image} did not become ready within {timeoutSeconds} s. It got no requests and was removed.\n{why}");
        }

        await ApplyAsync(traffic, cancellation);
        await output.WriteLineAsync($"{weight} % of the requests for {service} go to {image}");
    }

    public async Task SetAsync(int weight, string? gateway, CancellationToken cancellation)
    {
        var current = await CanaryAsync(cancellation);
        var image = CanaryObjects.ImageOf(current, service);
        var stableDeployment = await stable.GetAsync("Deployment", service, cancellation);
        var stableService = await stable.GetAsync("Service", service, cancellation);
        var ingress = await stable.FindAsync("Ingress", service, cancellation);
        gateway ??= await GatewayInUseAsync(cancellation);
        var canary = CanaryObjects.Deployment(stableDeployment, image, weight);
        var traffic = await TrafficAsync(stableService, ingress, gateway, weight, cancellation);
        files.Write([canary, CanaryObjects.Service(stableService), .. traffic]);
        if (kubectl is null)
        {
            return;
        }

        await ApplyAsync([canary], cancellation);
        if (!await IsReadyAsync(_canary, cancellation))
        {
            throw new CommandFailedException(ExitCode.RolloutFailed, $"The canary of \"{service}\" is not ready; its weight stays as it was. End it with rollout abort.\n{await ExplainAsync(cancellation)}");
        }

        await ApplyAsync(traffic, cancellation);
        await output.WriteLineAsync($"{weight} % of the requests for {service} go to {image}");
    }

    /// <summary>Gives the stable service the canary's image, and ends the canary. Returns that image, and the name of the service in the manifest.</summary>
    public async Task<(string Image, string Resource)> PromoteAsync(CancellationToken cancellation)
    {
        var image = CanaryObjects.ImageOf(await CanaryAsync(cancellation), service);
        var deployment = await stable.GetAsync("Deployment", service, cancellation);
        var promoted = CanaryObjects.Promoted(deployment, image);
        var resource = (string?)deployment["metadata"]!["annotations"]?[Kubernetes.RunningObjects.ResourceAnnotation] ?? service;
        if (kubectl is null)
        {
            files.Write([promoted]);
            return (image, resource);
        }

        if (!await IsReadyAsync(_canary, cancellation))
        {
            throw new CommandFailedException(ExitCode.RolloutFailed, $"The canary of \"{service}\" is not ready and is not promoted. End it with rollout abort.\n{await ExplainAsync(cancellation)}");
        }

        await kubectl.RunAsync(["set", "image", $"deployment/{service}", $"{ContainerName(promoted)}={image}", "--field-manager", "aspirate"], cancellation, show: true);
        if (!await IsReadyAsync(service, cancellation))
        {
            await kubectl.RunAsync(["rollout", "undo", $"deployment/{service}"], cancellation, show: true);
            throw new CommandFailedException(ExitCode.RolloutFailed, $"\"{service}\" did not become ready with {image} and was set back; the canary still runs.");
        }

        await DeleteCanaryAsync(cancellation);
        files.Clear();
        await output.WriteLineAsync($"{service} runs {image}");
        return (image, resource);
    }

    public async Task AbortAsync(CancellationToken cancellation)
    {
        if (kubectl is not null)
        {
            await DeleteCanaryAsync(cancellation);
        }

        files.Clear();
        await output.WriteLineAsync($"the canary of {service} is gone; all requests go to the stable pods");
    }

    public async Task StatusAsync(CancellationToken cancellation)
    {
        var image = CanaryObjects.ImageOf(await stable.GetAsync("Deployment", service, cancellation), service);
        await output.WriteLineAsync($"{service}: {image}");
        if (await stable.FindAsync("Deployment", _canary, cancellation) is { } canary)
        {
            var weight = (await stable.FindAsync("Ingress", _canary, cancellation))?["metadata"]?["annotations"]?["nginx.ingress.kubernetes.io/canary-weight"]?.ToString()
                ?? (await stable.ListAsync("HTTPRoute", cancellation)).Select(r => SharedRoutes.ShareOf(r, service)).FirstOrDefault(s => s is not null)?.ToString(CultureInfo.InvariantCulture);
            var status = canary["status"];
            await output.WriteLineAsync($"canary: {CanaryObjects.ImageOf(canary, service)}, weight {weight ?? "0"} %, {status?["readyReplicas"]?.ToString() ?? "0"} of {canary["spec"]!["replicas"]} ready");
        }
    }

    private async Task<IReadOnlyList<JsonObject>> TrafficAsync(JsonObject stableService, JsonObject? ingress, string? gateway, int weight, CancellationToken cancellation)
    {
        if (gateway is null)
        {
            return ingress is not null ? [CanaryObjects.Ingress(ingress, service, weight)]
                : throw new CommandFailedException(ExitCode.InputRefused, $"\"{service}\" has no Ingress, so requests cannot be shared out by weight. Make its endpoint external, or name a Gateway with --gateway.");
        }

        List<JsonObject> shared = [.. (await OtherRoutesAsync(cancellation)).Where(r => SharedRoutes.LeadsTo(r, service)).Select(r => SharedRoutes.Share(r, service, weight))];
        return shared.Count > 0 ? shared : [CanaryObjects.Route(stableService, ingress, gateway, weight)];
    }

    private async Task<IEnumerable<JsonObject>> OtherRoutesAsync(CancellationToken cancellation) =>
        (await stable.ListAsync("HTTPRoute", cancellation)).Where(r => CanaryObjects.Name(r) != _canary);

    private async Task<JsonObject> CanaryAsync(CancellationToken cancellation)
    {
        var canary = kubectl is null
            ? files.Read().FirstOrDefault(o => (string?)o["kind"] == "Deployment" && CanaryObjects.Name(o) == _canary)
            : await stable.FindAsync("Deployment", _canary, cancellation);
        return canary ?? throw new CommandFailedException(ExitCode.InputRefused, $"There is no canary of \"{service}\"; begin one with rollout start.");
    }

    private async Task<string?> GatewayInUseAsync(CancellationToken cancellation)
    {
        var route = kubectl is null
            ? files.Read().FirstOrDefault(o => (string?)o["kind"] == "HTTPRoute")
            : await stable.FindAsync("HTTPRoute", _canary, cancellation) ?? (await OtherRoutesAsync(cancellation)).FirstOrDefault(r => SharedRoutes.ShareOf(r, service) is not null);
        var parent = route?["spec"]?["parentRefs"]?[0];
        return parent is null ? null : parent["namespace"] is { } place ? $"{place}/{parent["name"]}" : (string?)parent["name"];
    }

    private Task ApplyAsync(IEnumerable<JsonObject> objects, CancellationToken cancellation)
    {
        var list = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray([.. objects.Select(o => (JsonNode)o.DeepClone())]) };
        return kubectl!.RunAsync(["apply", "--server-side", "--force-conflicts", "--field-manager", CanaryObjects.ManagedBy, "--filename", "-"], cancellation, list.ToJsonString(), show: true);
    }

    private async Task<bool> IsReadyAsync(string deployment, CancellationToken cancellation)
    {
        var (exitCode, _, _) = await kubectl!.TryRunAsync(["rollout", "status", $"deployment/{deployment}", $"--timeout={timeoutSeconds}s"], cancellation, show: true);
        return exitCode == 0;
    }

    private async Task DeleteCanaryAsync(CancellationToken cancellation)
    {
        var shared = (await OtherRoutesAsync(cancellation)).Where(r => SharedRoutes.ShareOf(r, service) is not null).Select(r => SharedRoutes.Restore(r, service)).ToList();
        if (shared.Count > 0)
        {
            await ApplyAsync(shared, cancellation);
        }

        if (await stable.FindAsync("HTTPRoute", _canary, cancellation) is not null)
        {
            await kubectl!.RunAsync(["delete", "HTTPRoute", _canary, "--ignore-not-found"], cancellation, show: true);
        }

        foreach (var kind in new[] { "Ingress", "Service", "Deployment" })
        {
            await kubectl!.RunAsync(["delete", kind, _canary, "--ignore-not-found"], cancellation, show: true);
        }
    }

    private async Task<string> ExplainAsync(CancellationToken cancellation)
    {
        var (_, pods, _) = await kubectl!.TryRunAsync(["describe", "pods", "--selector", $"app.kubernetes.io/name={service},track=canary"], cancellation);
        var events = pods.Split('\n').SkipWhile(l => !l.StartsWith("Events:", StringComparison.Ordinal)).Take(15);
        var (_, logs, _) = await kubectl.TryRunAsync(["logs", $"deployment/{_canary}", "--all-containers", "--tail", "20"], cancellation);
        return Tool.Indent($"{string.Join('\n', events)}\nlast lines:\n{logs}");
    }

    private static string ContainerName(JsonObject deployment) => (string)deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["name"]!;
}
