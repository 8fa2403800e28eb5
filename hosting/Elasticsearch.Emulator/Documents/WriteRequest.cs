using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;

namespace Elasticsearch.Emulator.Documents;

/// <summary>Reads what single writes and bulk lines have in common.</summary>
internal static class WriteRequest
{
    const int MaxIdBytes = 512;

    public const string Parameters = "refresh routing timeout wait_for_active_shards if_seq_no if_primary_term version version_type require_alias include_source_on_error";

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(15));

    public static WriteCondition Condition(Func<string, long?> number, Func<string, string?> text, bool createOnly)
    {
        var complaints = new List<string>();
        var condition = new WriteCondition(number("if_seq_no"), number("if_primary_term"), number("version"), Type(text("version_type")), createOnly);
        if (condition.IfSeqNo is null != condition.IfPrimaryTerm is null)
        {
            complaints.Add(condition.IfSeqNo is null
                ? $"ifSeqNo is unassigned, but primary term is [{condition.IfPrimaryTerm}]"
                : "ifSeqNo is set, but primary term is [0]");
        }

        if (condition.IfSeqNo < 0)
        {
            throw Failures.IllegalArgument($"sequence numbers must be non negative. got [{condition.IfSeqNo}].");
        }

        if (condition.VersionType == VersionType.Internal && condition.Version is not null)
        {
            complaints.Add("internal versioning can not be used for optimistic concurrency control. Please use `if_seq_no` and `if_primary_term` instead");
        }

        if (condition.VersionType != VersionType.Internal)
        {
            if (condition.Version is null or < 0)
            {
                complaints.Add($"illegal version value [{condition.Version ?? -3}] for version type [{text("version_type")!.ToUpperInvariant()}]");
            }

            if (createOnly)
            {
                complaints.Add($"create operations only support internal versioning. use index instead");
            }

            if (condition.IfSeqNo is not null)
            {
                complaints.Add("compare and write operations can not use versioning");
            }
        }

        return complaints.Count == 0 ? condition : throw Failures.Validation(complaints);
    }

    public static WriteCondition Condition(RestRequest request, bool createOnly) =>
        Condition(request.Long, name => request.Query.GetValueOrDefault(name), createOnly);

    public static void CheckId(string id)
    {
        if (id.Length == 0)
        {
            throw Failures.IllegalArgument("if _id is specified it must not be empty");
        }

        if (Encoding.UTF8.GetByteCount(id) is var length and > MaxIdBytes)
        {
            throw Failures.Validation(string.Create(CultureInfo.InvariantCulture, $"id [{id}] is too long, must be no longer than 512 bytes but was: {length}"));
        }
    }

    /// <summary>Documents larger than Lucene and the journal can hold in one piece never get here; the HTTP limit is lower.</summary>
    public static JsonBody Source(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonBody.Parse(text);
        }
        catch (ElasticsearchException e)
        {
            throw Failures.DocumentParsing("failed to parse", new(1, 1), e);
        }
    }

    static VersionType Type(string? text) => text switch
    {
        null or "internal" => VersionType.Internal,
        "external" or "external_gt" => VersionType.External,
        "external_gte" => VersionType.ExternalGte,
        _ => throw Failures.IllegalArgument($"No version type match [{text}]"),
    };
}
