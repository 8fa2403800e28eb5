using System.Globalization;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>
/// What a workload asks for and what it may use. A choice of one side moves the default of the other, so that a request is
/// never above its limit, which Kubernetes refuses.
/// </summary>
internal static class ComputePlan
{
    public static (ComputeSettings Requests, ComputeSettings Limits) For(
        string resource, ResourceSettings settings, ComputeSettings usualRequests, ComputeSettings usualLimits, ProblemList problems)
    {
        var cpu = Pair("cpu", settings.Requests.Cpu, settings.Limits.Cpu, usualRequests.Cpu, usualLimits.Cpu);
        var memory = Pair("memory", settings.Requests.Memory, settings.Limits.Memory, usualRequests.Memory, usualLimits.Memory);
        return (new(cpu.Request, memory.Request), new(cpu.Limit, memory.Limit));

        (string? Request, string? Limit) Pair(string what, string? request, string? limit, string? usualRequest, string? usualLimit)
        {
            if (!IsAbove(request ?? usualRequest, limit ?? usualLimit))
            {
                return (request ?? usualRequest, limit ?? usualLimit);
            }

            if (request is null || limit is null)
            {
                return (request ?? limit, limit ?? request);
            }

            problems.Add(DeploymentSettings.FileName, $"$.resources.{resource}.requests.{what}", $"is {request}, more than the limit of {limit}; Kubernetes takes no request above its limit.");
            return (request, limit);
        }
    }

    /// <summary>Whether pods have a share of a processor that an autoscaler could measure by.</summary>
    public static bool HasCpu(ComputeSettings requests, ComputeSettings limits) =>
        Amount(string.IsNullOrEmpty(requests.Cpu) ? limits.Cpu : requests.Cpu) > 0;

    private static bool IsAbove(string? request, string? limit) => !string.IsNullOrEmpty(request) && !string.IsNullOrEmpty(limit) && Amount(request) > Amount(limit);

    private static double Amount(string? quantity)
    {
        if (string.IsNullOrEmpty(quantity))
        {
            return 0;
        }

        var unit = quantity.AsSpan().TrimStart("0123456789.");
        var number = double.Parse(quantity.AsSpan()[..^unit.Length], CultureInfo.InvariantCulture);
        return unit switch
        {
            "m" => number / 1000,
            "k" => number * 1e3,
            "M" => number * 1e6,
            "G" => number * 1e9,
            "T" => number * 1e12,
            "Ki" => number * (1L << 10),
            "Mi" => number * (1L << 20),
            "Gi" => number * (1L << 30),
            "Ti" => number * (1L << 40),
            _ => number,
        };
    }
}
