using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;

namespace Elasticsearch.Emulator.Indices;

/// <summary>What an index knows of its documents: the mapping, which grows with them, and the rules for their versions.</summary>
internal sealed class IndexDocuments
{
    readonly Func<IndexSettings> settings;
    readonly Action<MappingState> changed;
    readonly string index;
    readonly string uuid;
    volatile MappingState mapping;

    /// <param name="changed">Called before a grown mapping is used; makes it durable.</param>
    public IndexDocuments(string index, string uuid, MappingState mapping, AnalysisRegistry analysis, Func<IndexSettings> settings, Action<MappingState> changed)
    {
        this.index = index;
        this.uuid = uuid;
        this.mapping = mapping;
        this.settings = settings;
        this.changed = changed;
        Analysis = analysis;
        Analyzer = new(analysis, () => this.mapping);
    }

    public MappingState Mapping => mapping;

    public AnalysisRegistry Analysis { get; }

    public FieldAnalyzer Analyzer { get; }

    public ParsedDocument Parse(string id, JsonBody body)
    {
        while (true)
        {
            var basis = mapping;
            var (document, update) = new DocumentParser(basis, Analysis, settings().Mapping, id, body).Parse();
            if (update is null || Grow(basis, update))
            {
                return document;
            }
        }
    }

    /// <summary>Merges a put-mapping request.</summary>
    public void Merge(JsonAt update)
    {
        var incoming = MappingCompiler.Compile(update, Analysis, settings().Mapping);
        while (!Grow(mapping, incoming.Json))
        {
        }
    }

    bool Grow(MappingState basis, JsonObject update)
    {
        lock (Analyzer)
        {
            // Someone else changed the mapping meanwhile: what was made from the old one counts no more.
            if (!ReferenceEquals(basis, mapping))
            {
                return false;
            }

            var merged = MappingCompiler.Compile(MappingMerge.MergeRoot(basis.Json, update), Analysis, settings().Mapping);
            changed(merged);
            mapping = merged;
            return true;
        }
    }

    /// <summary>The version that a write gives the document.</summary>
    /// <exception cref="ElasticsearchException">version_conflict_engine_exception: the condition does not hold.</exception>
    public long NextVersion(string id, VersionEntry? present, WriteCondition condition)
    {
        var alive = present is { IsDeleted: false };
        if (condition.IfSeqNo is { } seqNo)
        {
            var required = $"required seqNo [{seqNo}], primary term [{condition.IfPrimaryTerm}].";
            if (!alive)
            {
                throw Conflict(id, $"{required} but no document was found");
            }

            if (present!.SeqNo != seqNo || present.PrimaryTerm != condition.IfPrimaryTerm)
            {
                throw Conflict(id, $"{required} current document has seqNo [{present.SeqNo}] and primary term [{present.PrimaryTerm}]");
            }
        }

        if (condition.VersionType != VersionType.Internal)
        {
            var given = condition.Version!.Value;
            if (present is not null && (condition.VersionType == VersionType.External ? given <= present.Version : given < present.Version))
            {
                var comparison = condition.VersionType == VersionType.External ? "higher or equal to" : "higher than";
                throw Conflict(id, $"current version [{present.Version}] is {comparison} the one provided [{given}]");
            }

            return given;
        }

        if (condition.CreateOnly && alive)
        {
            throw Conflict(id, $"document already exists (current version [{present!.Version}])");
        }

        return (present?.Version ?? 0) + 1;
    }

    ElasticsearchException Conflict(string id, string why) => Failures.VersionConflict(id, why, index, uuid);
}
