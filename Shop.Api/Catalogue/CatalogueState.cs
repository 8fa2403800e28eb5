using ServiceDefaults.Search;

namespace Shop.Api.Catalogue;

/// <summary>Whether the index of products is there and filled, and the wish to make it so.</summary>
internal sealed class CatalogueState
{
    private readonly SemaphoreSlim _wanted = new(1, 1);
    private volatile bool _ready;

    public bool IsReady => _ready;

    public void BecameReady() => _ready = true;

    /// <summary>The index is gone, as after a search engine without storage was replaced: it will be made again.</summary>
    public void IsMissing()
    {
        _ready = false;
        try
        {
            _wanted.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody said so already.
        }
    }

    public Task WaitUntilWantedAsync(CancellationToken cancellation) => _wanted.WaitAsync(cancellation);

    /// <summary>Passes a reply on, unless it says that the index is missing.</summary>
    public async Task<SearchReply> WatchAsync(Task<SearchReply> request)
    {
        var reply = await request;
        if (reply.Status == StatusCodes.Status404NotFound && reply.ErrorType == "index_not_found_exception")
        {
            reply.Dispose();
            IsMissing();
            throw new SearchUnavailableException("The index of products is missing; it is being made again.");
        }

        return reply;
    }
}
