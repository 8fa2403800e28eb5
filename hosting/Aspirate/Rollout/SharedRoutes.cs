using System.Text.Json.Nodes;

namespace Aspirate.Rollout;

/// <summary>
/// HTTPRoutes that lead to a service already, whoever wrote them: a canary takes its share of the requests there, for of two
/// routes for the same requests a Gateway follows the older one. Pure: objects in, objects out.
/// </summary>
internal static class SharedRoutes
{
    // The share of the service is cut into that many parts; all weights of a rule grow by it, so that they stay whole numbers.
    private const int Parts = 100;

    public static bool LeadsTo(JsonObject route, string service) => Rules(route).Any(r => Find(r, service) is not null);

    /// <summary>The route with <paramref name="weight"/> percent of the service's requests for the canary.</summary>
    public static JsonObject Share(JsonObject route, string service, int weight)
    {
        var shared = Restore(route, service);
        foreach (var backends in Rules(shared))
        {
            if (Find(backends, service) is not { } stable)
            {
                continue;
            }

            var whole = Weight(stable);
            foreach (var backend in backends)
            {
                backend!["weight"] = Weight(backend.AsObject()) * Parts;
            }

            stable["weight"] = whole * (Parts - weight);
            var canary = stable.DeepClone().AsObject();
            canary["name"] = CanaryObjects.NameOf(service);
            canary["weight"] = whole * weight;
            backends.Insert(backends.IndexOf(stable) + 1, canary);
        }

        return shared;
    }

    /// <summary>The route as it was without a canary.</summary>
    public static JsonObject Restore(JsonObject route, string service)
    {
        var restored = CanaryObjects.Clean(route);
        foreach (var backends in Rules(restored))
        {
            if (Find(backends, CanaryObjects.NameOf(service)) is not { } canary || Find(backends, service) is not { } stable)
            {
                continue;
            }

            stable["weight"] = Weight(stable) + Weight(canary);
            backends.Remove(canary);
            foreach (var backend in backends)
            {
                backend!["weight"] = Weight(backend.AsObject()) / Parts;
            }
        }

        return restored;
    }

    /// <summary>The canary's share in percent; null when the route has none.</summary>
    public static int? ShareOf(JsonObject route, string service)
    {
        foreach (var backends in Rules(route))
        {
            if (Find(backends, CanaryObjects.NameOf(service)) is { } canary && Find(backends, service) is { } stable && Weight(stable) + Weight(canary) is > 0 and var whole)
            {
                return Weight(canary) * 100 / whole;
            }
        }

        return null;
    }

    private static IEnumerable<JsonArray> Rules(JsonObject route) =>
        (route["spec"]?["rules"]?.AsArray() ?? []).Select(r => r?["backendRefs"] as JsonArray).OfType<JsonArray>();

    private static JsonObject? Find(JsonArray backends, string service) =>
        backends.OfType<JsonObject>().FirstOrDefault(b => (string?)b["name"] == service && ((string?)b["kind"] ?? "Service") == "Service");

    // Without a weight a backend has that of one.
    private static int Weight(JsonObject backend) => (int?)backend["weight"] ?? 1;
}
