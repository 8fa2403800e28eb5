using ServiceDefaults.Search;
using Shop.Api.Idempotency;

namespace Shop.Api.Catalogue;

/// <summary>Brings the indices to what this version of the service expects. Any number of replicas may run it at once.</summary>
internal sealed partial class CataloguePreparation(
    SearchClient search, CatalogueMigration migration, CatalogueSeeding seeding, ILogger<CataloguePreparation> logger)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        await CreateAsync(IdempotencyIndex.Name, IdempotencyIndex.Definition.ToArray(), cancellation);
        var serving = await ServingIndexAsync(cancellation);
        if (serving is null)
        {
            // The alias comes last: an index without it is one that somebody did not finish, and is filled again.
            await CreateAsync(CatalogueIndex.Current, CatalogueIndex.Definition.ToArray(), cancellation);
            await seeding.SeedAsync(CatalogueIndex.Current, cancellation);
            await PointAliasAsync(CatalogueIndex.Current, from: null, cancellation);
            return;
        }

        if (VersionOf(serving) < CatalogueIndex.Version)
        {
            LogMigrating(serving, CatalogueIndex.Current);
            await CreateAsync(CatalogueIndex.Current, CatalogueIndex.Definition.ToArray(), cancellation);
            await migration.CopyAsync(serving, CatalogueIndex.Current, cancellation);
            await PointAliasAsync(CatalogueIndex.Current, serving, cancellation);

            // What was written to the old index while it was copied.
            await migration.CopyAsync(serving, CatalogueIndex.Current, cancellation);
            return;
        }

        if (VersionOf(serving) > CatalogueIndex.Version)
        {
            LogNewer(serving, CatalogueIndex.Current);
        }
        else if (await IsEmptyAsync(cancellation))
        {
            await seeding.SeedAsync(CatalogueIndex.Current, cancellation);
        }
    }

    private async Task CreateAsync(string index, byte[] definition, CancellationToken cancellation)
    {
        using var reply = await search.WriteAsync(HttpMethod.Put, index, definition, cancellation);
        if (reply.ErrorType != "resource_already_exists_exception")
        {
            reply.EnsureSuccess($"creating the index {index}");
        }
    }

    private async Task<string?> ServingIndexAsync(CancellationToken cancellation)
    {
        using var reply = await search.ReadAsync(HttpMethod.Get, $"_alias/{CatalogueIndex.Alias}", default, cancellation);
        return reply.Status == StatusCodes.Status404NotFound
            ? null
            : reply.EnsureSuccess("looking for the catalogue").Body.EnumerateObject().Select(index => index.Name).OrderByDescending(VersionOf).First();
    }

    private async Task PointAliasAsync(string index, string? from, CancellationToken cancellation)
    {
        var remove = from is null ? "" : $$"""{ "remove": { "index": "{{from}}", "alias": "{{CatalogueIndex.Alias}}" } }, """;
        var body = $$"""{ "actions": [ {{remove}}{ "add": { "index": "{{index}}", "alias": "{{CatalogueIndex.Alias}}" } } ] }""";
        using var reply = await search.WriteAsync(HttpMethod.Post, "_aliases", System.Text.Encoding.UTF8.GetBytes(body), cancellation);
        if (from is not null && reply.Status == StatusCodes.Status404NotFound)
        {
            // Another replica swapped it a moment ago.
            return;
        }

        reply.EnsureSuccess($"pointing {CatalogueIndex.Alias} at {index}");
    }

    private async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        using var reply = await search.ReadAsync(HttpMethod.Get, $"{CatalogueIndex.Alias}/_count", default, cancellation);
        return reply.EnsureSuccess("counting the products").Body.GetProperty("count").GetInt64() == 0;
    }

    private static int VersionOf(string index) =>
        index.StartsWith(CatalogueIndex.Prefix, StringComparison.Ordinal) && int.TryParse(index.AsSpan(CatalogueIndex.Prefix.Length), out var version) ? version : 0;

    [LoggerMessage(1, LogLevel.Information, "The products move from {Old} to {New}.")]
    private partial void LogMigrating(string old, string @new);

    [LoggerMessage(2, LogLevel.Warning, "The catalogue is served by {Newer}, made by a newer version of this service, which knows {Own}; it is used as it is.")]
    private partial void LogNewer(string newer, string own);
}
