namespace Elasticsearch.Emulator.Errors;

/// <summary>A failure in Elasticsearch's own terms: the status, the exception type and the reason that a client sees.</summary>
internal class ElasticsearchException(int status, string type, string reason) : Exception(reason)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    /// <summary>Fields beside type and reason, such as index, index_uuid, line and col; written in this order.</summary>
    public List<(string Name, object Value)> Details { get; } = [];

    public ElasticsearchException? CausedBy { get; init; }

    /// <summary>Where in the body it was noticed, if it says so.</summary>
    public JsonLocation? Location => CausedBy?.Location
        ?? (Details.Find(detail => detail.Name == "line").Value is int line && Details.Find(detail => detail.Name == "col").Value is int column ? new(line, column) : null);

    /// <summary>Headers that belong to the answer, such as Allow or WWW-Authenticate.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    public ElasticsearchException With(string name, object value)
    {
        Details.Add((name, value));
        return this;
    }
}

/// <summary>A failure of one index while a search runs; Elasticsearch wraps it in search_phase_execution_exception.</summary>
internal sealed class ShardSearchException(string type, string reason, int status = 400) : ElasticsearchException(status, type, reason);

/// <summary>An error that Elasticsearch answers as a bare string, as it does for routing and media type faults.</summary>
internal sealed class BareErrorException(int status, string message) : ElasticsearchException(status, "error", message);
