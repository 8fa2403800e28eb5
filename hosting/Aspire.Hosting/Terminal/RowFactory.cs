using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Terminal;

/// <summary>Turns a resource's snapshot into what the console shows of it.</summary>
internal static class RowFactory
{
    public static ResourceRow Create(ResourceEvent change, string name)
    {
        var snapshot = change.Snapshot;
        var state = snapshot.State?.Text ?? "";
        return new ResourceRow(change.ResourceId, name, state, Tone(snapshot.State, snapshot.ExitCode))
        {
            Health = Health(snapshot),
            Detail = Detail(snapshot, state),
            Urls = [.. snapshot.Urls.Where(url => !url.IsInternal && !url.IsInactive).OrderByDescending(url => url.DisplayProperties.SortOrder).Select(url => url.Url).Distinct()],
        };
    }

    // Before every check has answered once there is nothing to say, good or bad.
    private static string? Health(CustomResourceSnapshot snapshot) =>
        snapshot.HealthReports.IsDefaultOrEmpty || snapshot.HealthReports.Any(report => report.Status is null) ? null : snapshot.HealthStatus?.ToString();

    private static string? Detail(CustomResourceSnapshot snapshot, string state)
    {
        if (state == KnownResourceStates.Running)
        {
            var failing = snapshot.HealthReports.IsDefaultOrEmpty ? null : snapshot.HealthReports.FirstOrDefault(report => report.Status is HealthStatus.Unhealthy or HealthStatus.Degraded);
            return failing is null ? null : failing.Description is { Length: > 0 } description ? $"{failing.Name}: {description}" : failing.Name;
        }

        return snapshot.ExitCode is { } code && KnownResourceStates.TerminalStates.Contains(state) ? $"exit code {code}" : null;
    }

    private static RowTone Tone(ResourceStateSnapshot? state, int? exitCode)
    {
        if (state is null)
        {
            return RowTone.Neutral;
        }

        if (state.Style is { } style)
        {
            return style == KnownResourceStateStyles.Success ? RowTone.Good
                : style == KnownResourceStateStyles.Error ? RowTone.Bad
                : style == KnownResourceStateStyles.Info ? RowTone.Neutral : RowTone.Busy;
        }

        return state.Text switch
        {
            "Running" or "Active" or "Finished" => exitCode is null or 0 ? RowTone.Good : RowTone.Bad,
            "FailedToStart" or "RuntimeUnhealthy" => RowTone.Bad,
            "Exited" => exitCode is null or 0 ? RowTone.Neutral : RowTone.Bad,
            "Starting" or "Waiting" or "Stopping" or "Building" => RowTone.Busy,
            _ => RowTone.Neutral,
        };
    }
}
