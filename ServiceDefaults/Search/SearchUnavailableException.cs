using ServiceDefaults.Http;

namespace ServiceDefaults.Search;

/// <summary>The search engine could not be reached, timed out, or is too busy: trying again later may help.</summary>
public sealed class SearchUnavailableException(string message, Exception? inner = null)
    : UnavailableException(message, "The search engine does not answer. Try again shortly.", inner);
