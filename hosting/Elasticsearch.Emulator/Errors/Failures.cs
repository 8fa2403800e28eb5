namespace Elasticsearch.Emulator.Errors;

/// <summary>The failures that more than one feature reports, in Elasticsearch's wording.</summary>
internal static class Failures
{
    /// <summary>The emulator knows that Elasticsearch has this, and does not have it itself: refused, never ignored.</summary>
    public static ElasticsearchException Unsupported(string path, string what) =>
        new ElasticsearchException(501, "emulator_unsupported_exception",
            $"[{path}]: {what} is not supported by the Elasticsearch emulator; run a real Elasticsearch to use it").With("path", path);

    public static ElasticsearchException IllegalArgument(string reason, ElasticsearchException? cause = null) =>
        new(400, "illegal_argument_exception", reason) { CausedBy = cause };

    public static ElasticsearchException Parsing(string reason, JsonLocation? at = null, ElasticsearchException? cause = null)
    {
        var failure = new ElasticsearchException(400, "parsing_exception", reason) { CausedBy = cause };
        return at is { } location ? failure.With("line", location.Line).With("col", location.Column) : failure;
    }

    public static ElasticsearchException XContentParse(string reason, JsonLocation? at = null, ElasticsearchException? cause = null) =>
        new(400, "x_content_parse_exception", at is { } location ? $"[{location.Line}:{location.Column}] {reason}" : reason) { CausedBy = cause };

    /// <summary>A name that Elasticsearch looks up among many, with those that it may have been meant to be.</summary>
    public static ElasticsearchException UnknownName(string what, string name, IEnumerable<string> known, JsonLocation at) =>
        Parsing($"{what} [{name}]{Http.Suggestions.For(name, known)}", at,
            new(400, "named_object_not_found_exception", $"[{at.Line}:{at.Column}] unknown field [{name}]"));

    public static ElasticsearchException IndexNotFound(string name) =>
        new ElasticsearchException(404, "index_not_found_exception", $"no such index [{name}]")
            .With("resource.type", "index_or_alias").With("resource.id", name).With("index_uuid", "_na_").With("index", name);

    public static ElasticsearchException IndexExists(string name, string uuid) =>
        new ElasticsearchException(400, "resource_already_exists_exception", $"index [{name}/{uuid}] already exists")
            .With("index_uuid", uuid).With("index", name);

    public static ElasticsearchException InvalidIndexName(string name, string why) =>
        new ElasticsearchException(400, "invalid_index_name_exception", $"Invalid index name [{name}], {why}")
            .With("index_uuid", "_na_").With("index", name);

    public static ElasticsearchException VersionConflict(string id, string why, string index, string uuid) =>
        new ElasticsearchException(409, "version_conflict_engine_exception", $"[{id}]: version conflict, {why}")
            .With("index_uuid", uuid).With("shard", "0").With("index", index);

    public static ElasticsearchException DocumentMissing(string id, string index, string uuid) =>
        new ElasticsearchException(404, "document_missing_exception", $"[{id}]: document missing")
            .With("index_uuid", uuid).With("shard", "0").With("index", index);

    public static ElasticsearchException DocumentParsing(string reason, JsonLocation? at = null, ElasticsearchException? cause = null) =>
        new(400, "document_parsing_exception", at is { } l ? $"[{l.Line}:{l.Column}] {reason}" : reason) { CausedBy = cause };

    public static ElasticsearchException MapperParsing(string reason, ElasticsearchException? cause = null) =>
        new(400, "mapper_parsing_exception", reason) { CausedBy = cause };

    /// <summary>Several complaints at once, numbered as Elasticsearch numbers them.</summary>
    public static ElasticsearchException Validation(params IReadOnlyList<string> complaints) =>
        new(400, "action_request_validation_exception",
            "Validation Failed: " + string.Concat(complaints.Select((complaint, i) => $"{i + 1}: {complaint};")));
}
