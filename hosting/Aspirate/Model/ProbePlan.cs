using Aspirate.Hints;
using Aspirate.Manifest;
using Aspirate.Problems;
using Aspirate.Settings;

namespace Aspirate.Model;

/// <summary>
/// The three probes. A health check speaks for start and readiness; life is asked by TCP unless a liveness probe was
/// given, because a health check often includes what the process depends on, and restarting it would not mend that.
/// </summary>
internal sealed record ProbePlan(Probe? Startup, Probe? Readiness, Probe? Liveness)
{
    // Slow first starts (image caches, migrations) get up to five minutes before anything is restarted.
    private const int StartupPeriod = 2;
    private const int StartupFailures = 150;

    public static ProbePlan For(ManifestResource resource, ResourceHints hints, ResourceSettings settings, PortPlan ports, WorkloadRole role, string hintsFile, ProblemList problems)
    {
        if (role is WorkloadRole.Job or WorkloadRole.Scheduled)
        {
            return new(null, null, null);
        }

        var tcp = ports.Ports.FirstOrDefault(p => !p.Udp) is { } port ? new Probe(port, null) : null;
        var check = hints.HealthChecks.Select(c => Http(c.Path, c.Endpoint, c.StatusCode, ports)).FirstOrDefault(p => p is not null);
        var general = check ?? tcp;
        return new(
            Choose("startup", general is null ? null : general with { PeriodSeconds = StartupPeriod, FailureThreshold = StartupFailures }),
            Choose("readiness", general is null ? null : general with { PeriodSeconds = 5 }),
            Choose("liveness", tcp is null ? null : tcp with { PeriodSeconds = 10, FailureThreshold = 3 }));

        Probe? Choose(string type, Probe? fallback)
        {
            if (settings.Probes.TryGetValue(type, out var wanted))
            {
                return wanted is null ? null : FromSettings(resource, wanted, fallback, ports, problems);
            }

            if (hints.Probes.FirstOrDefault(p => p.Type == type) is not { } hint)
            {
                return fallback;
            }

            if (Http(hint.Path, hint.Endpoint, 200, ports) is { } probe)
            {
                return probe with
                {
                    InitialDelaySeconds = hint.InitialDelaySeconds,
                    PeriodSeconds = hint.PeriodSeconds ?? fallback?.PeriodSeconds,
                    TimeoutSeconds = hint.TimeoutSeconds,
                    FailureThreshold = hint.FailureThreshold ?? fallback?.FailureThreshold,
                    SuccessThreshold = hint.SuccessThreshold,
                };
            }

            problems.Add(hintsFile, hint.JsonPath, $"\"{resource.Name}\" listens on no HTTP port that this probe could ask.");
            return fallback;
        }
    }

    // Kubernetes takes 200 to 399 for well; a check that wants something else can only be a TCP one.
    private static Probe? Http(string path, string? endpoint, int status, PortPlan ports)
    {
        var port = endpoint is not null ? ports.Find(endpoint)?.Port : ports.Ports.FirstOrDefault(p => p.Http);
        return port is { Http: true } && status is >= 200 and < 400 ? new(port, path) : null;
    }

    private static Probe? FromSettings(ManifestResource resource, ProbeSettings wanted, Probe? fallback, PortPlan ports, ProblemList problems)
    {
        var port = wanted.Endpoint is not null ? ports.Find(wanted.Endpoint)?.Port
            : wanted.Path is not null ? ports.Ports.FirstOrDefault(p => p.Http) ?? fallback?.Port
            : fallback?.Port;
        if (port is null || port.Udp)
        {
            problems.Add(DeploymentSettings.FileName, $"$.resources.{resource.Name}.probes", $"\"{resource.Name}\" listens on no port that this probe could ask.");
            return fallback;
        }

        return new(port, wanted.Path ?? fallback?.HttpPath)
        {
            InitialDelaySeconds = wanted.InitialDelaySeconds,
            PeriodSeconds = wanted.PeriodSeconds ?? fallback?.PeriodSeconds,
            TimeoutSeconds = wanted.TimeoutSeconds,
            FailureThreshold = wanted.FailureThreshold ?? fallback?.FailureThreshold,
            SuccessThreshold = wanted.SuccessThreshold,
        };
    }
}
