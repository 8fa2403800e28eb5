using System.Text.Json;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Mapping;

namespace Elasticsearch.Emulator.Indices;

/// <summary>What an alias says of one of its indices.</summary>
/// <param name="Filter">A query, as JSON text, that searches through the alias are limited to.</param>
internal sealed record AliasTarget(bool? IsWriteIndex, string? Filter, string? IndexRouting, string? SearchRouting, bool IsHidden);

/// <summary>One index: its metadata and its engine.</summary>
internal sealed class IndexService : IDisposable
{
    readonly IndexDocuments documents;

    public IndexService(string name, string uuid, long createdAt, long primaryTerm, IndexSettings settings, MappingState? mapping, string? path, Action changed, TimeProvider time, ILogger log)
    {
        Name = name;
        Uuid = uuid;
        CreatedAt = createdAt;
        PrimaryTerm = primaryTerm;
        Settings = settings;
        Path = path;
        var analysis = new AnalysisRegistry(settings.AnalysisSection, settings.Analysis);
        documents = new(name, uuid, mapping ?? MappingCompiler.Compile(new JsonObject(), analysis, settings.Mapping), analysis, () => Settings, grown =>
        {
            Mapping = grown;
            changed();
        });
        Mapping = documents.Mapping;
        Engine = new(path, documents, primaryTerm, () => Settings.RefreshInterval, time, log);
    }

    public string Name { get; }

    public string Uuid { get; }

    public long CreatedAt { get; }

    public long PrimaryTerm { get; }

    /// <summary>The folder of the index; null in memory.</summary>
    public string? Path { get; }

    public IndexSettings Settings { get; set; }

    /// <summary>Read by whoever writes the metadata; one step ahead of the mapping in use while it grows.</summary>
    public MappingState Mapping { get; private set; }

    public AnalysisRegistry Analysis => documents.Analysis;

    public IndexEngine Engine { get; }

    public void MergeMapping(Http.JsonAt update) => documents.Merge(update);

    public JsonObject ToJson() => new()
    {
        ["uuid"] = Uuid,
        ["created_at"] = CreatedAt,
        ["primary_term"] = PrimaryTerm,
        ["settings"] = Settings.Tree.DeepClone(),
        ["mapping"] = Mapping.Json.DeepClone(),
    };

    public void Dispose() => Engine.Dispose();
}
