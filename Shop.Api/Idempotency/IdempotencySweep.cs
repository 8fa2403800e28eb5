using ServiceDefaults.Search;
using Shop.Api.Catalogue;

namespace Shop.Api.Idempotency;

/// <summary>Deletes the records of Idempotency-Keys whose time is over, every hour, so that the index stays as large as a day's additions.</summary>
internal sealed partial class IdempotencySweep(IdempotencyRecords records, CatalogueState state, TimeProvider time, ILogger<IdempotencySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (state.IsReady)
            {
                await SweepAsync(stoppingToken);
            }
        }
    }

    // What is not deleted now is deleted in an hour; until then it is only larger than it need be.
    private async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            if (await records.DeleteExpiredAsync(cancellation) is var deleted and > 0)
            {
                LogDeleted(deleted);
            }
        }
        catch (Exception failure) when (failure is SearchUnavailableException or SearchRefusedException)
        {
            LogFailed(failure.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Deleted {Count} records of Idempotency-Keys older than a day")]
    private partial void LogDeleted(long count);

    [LoggerMessage(2, LogLevel.Warning, "Old records of Idempotency-Keys could not be deleted, the next attempt is in an hour: {Reason}")]
    private partial void LogFailed(string reason);
}
