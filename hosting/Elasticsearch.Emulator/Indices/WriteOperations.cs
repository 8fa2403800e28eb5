using Elasticsearch.Emulator.Http;

namespace Elasticsearch.Emulator.Indices;

internal enum VersionType
{
    Internal,
    External,
    ExternalGte,
}

/// <summary>What must hold of the present document for a write to go ahead.</summary>
internal sealed record WriteCondition(long? IfSeqNo = null, long? IfPrimaryTerm = null, long? Version = null, VersionType VersionType = VersionType.Internal, bool CreateOnly = false)
{
    public static WriteCondition None { get; } = new();
}

internal enum WriteOutcome
{
    Created,
    Updated,
    Deleted,
    NotFound,
    Noop,
}

/// <param name="Position">The end of the change in the journal; durable once the journal has got there.</param>
internal sealed record WriteResult(string Id, WriteOutcome Outcome, long Version, long SeqNo, long PrimaryTerm, long Position);

/// <summary>A document as it is now, refreshed or not.</summary>
internal sealed record StoredDocument(string Id, byte[] Source, string? Routing, long Version, long SeqNo, long PrimaryTerm)
{
    public JsonBody Body => JsonBody.Parse(Source);
}
