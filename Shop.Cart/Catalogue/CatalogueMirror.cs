using Microsoft.Extensions.Options;

namespace Shop.Cart.Catalogue;

/// <summary>Reads the whole catalogue now and then, so that a cart can still be filled with products nobody here asked for before.</summary>
internal sealed partial class CatalogueMirror(
    CatalogueReader catalogue, IKnownProducts known, IOptions<CartOptions> options, TimeProvider time, ILogger<CatalogueMirror> logger) : BackgroundService
{
    // A bound on what a runaway catalogue can make us keep.
    private const int MostProducts = 20_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await MirrorAsync(stoppingToken);
                pause = FirstPause;
                await Task.Delay(options.Value.MirrorInterval, time, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure.Message);
                await Task.Delay(pause, time, stoppingToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    internal async Task MirrorAsync(CancellationToken cancellation)
    {
        // Only what was known before the reading began can be missing from it.
        var unseen = known.Ids.ToHashSet(StringComparer.Ordinal);
        string? cursor = null;
        var read = 0;
        do
        {
            var (products, next) = await catalogue.ReadPageAsync(cursor, cancellation);
            unseen.ExceptWith(products.Select(product => product.Id));
            var news = products.Where(product => known.Find(product.Id) is not { } last || last with { SeenAt = product.SeenAt } != product).ToArray();
            if (news.Length > 0)
            {
                await known.RememberAsync(news);
            }

            read += products.Count;
            cursor = next;
        }
        while (cursor is not null && read < MostProducts);

        if (cursor is null && unseen.Count > 0)
        {
            await known.ForgetAsync(unseen);
        }

        LogMirrored(read);
    }

    [LoggerMessage(1, LogLevel.Debug, "The catalogue could not be read through; it is tried again: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(2, LogLevel.Debug, "{Count} products of the catalogue are known.")]
    private partial void LogMirrored(int count);
}
