namespace ServiceDefaults.Search;

/// <summary>The search engine refused what we sent: a fault of ours, or an index that is not what we expect.</summary>
public sealed class SearchRefusedException(int status, string type, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>The engine's own name of the error, such as <c>index_not_found_exception</c>.</summary>
    public string Type { get; } = type;
}
