using ServiceDefaults.Search;

namespace Shop.Api.Catalogue;

/// <summary>Prepares the catalogue in the background, at the start and whenever the index is found missing, until it succeeds.</summary>
internal sealed partial class CatalogueBootstrap(CataloguePreparation preparation, CatalogueState state, TimeProvider time, ILogger<CatalogueBootstrap> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The web server starts first: liveness must not depend on the search engine.
        await Task.Yield();
        while (true)
        {
            await state.WaitUntilWantedAsync(stoppingToken);
            await PrepareAsync(stoppingToken);
        }
    }

    private async Task PrepareAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        string? said = null;
        while (true)
        {
            try
            {
                await preparation.RunAsync(stoppingToken);
                state.BecameReady();
                return;
            }
            catch (Exception failure) when (failure is SearchUnavailableException or SearchRefusedException)
            {
                // The same reason every two seconds for minutes is noise.
                if (said != failure.Message)
                {
                    said = failure.Message;
                    LogWaiting(failure.Message);
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }

            await Task.Delay(pause, time, stoppingToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The catalogue cannot be prepared yet: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(2, LogLevel.Error, "Preparing the catalogue failed; it is tried again.")]
    private partial void LogFailed(Exception failure);
}
