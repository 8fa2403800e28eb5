using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Mapping;

namespace Elasticsearch.Emulator.Indices;

/// <summary>Indices and aliases at one moment. Never changes, so whoever holds one sees aliases before or after a swap, never between.</summary>
internal sealed record ClusterView(ImmutableSortedDictionary<string, IndexService> Indices, ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, AliasTarget>> Aliases)
{
    public static ClusterView Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, IndexService>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, AliasTarget>>(StringComparer.Ordinal));

    public IEnumerable<(string Alias, AliasTarget Target)> AliasesOf(string index) =>
        Aliases.Where(alias => alias.Value.ContainsKey(index)).Select(alias => (alias.Key, alias.Value[index]));
}

/// <summary>The one node: owns the data directory and every index.</summary>
internal sealed class Node : IDisposable
{
    readonly DataDirectory? data;
    readonly EmulatorOptions options;
    readonly ILogger<Node> log;

    // Indices and aliases change under this lock. Index engines are never called with it held, because a growing mapping comes here with the engine's lock held.
    readonly Lock changing = new();
    readonly TaskCompletionSource recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Held while the data directory is read, so that nobody lets go of it meanwhile.
    readonly Lock recovering = new();
    volatile ClusterView view = ClusterView.Empty;
    bool disposed;

    public Node(EmulatorOptions options, ILogger<Node> log)
    {
        this.options = options;
        this.log = log;
        data = options.DataPath is null ? null : new(options.DataPath);
        ClusterUuid = NewUuid();
    }

    public ClusterView View => view;

    public string ClusterUuid { get; private set; }

    public TimeProvider Time => options.Time;

    /// <summary>Completes when everything that was on disk can be used.</summary>
    public Task Recovered => recovered.Task;

    public void Recover()
    {
        lock (recovering)
        {
            if (!disposed)
            {
                ReadDisk();
            }
        }
    }

    void ReadDisk()
    {
        try
        {
            if (data?.ReadMetadata() is { } metadata)
            {
                Load(metadata);
            }

            data?.RemoveStrays(view.Indices.Values.Select(index => index.Uuid).ToHashSet());
            Persist();
            recovered.SetResult();
        }
        catch (Exception e)
        {
            recovered.SetException(e);
            throw;
        }
    }

    public IndexService Create(string name, IndexSettings settings, JsonAt? mapping, IReadOnlyDictionary<string, AliasTarget> aliases)
    {
        IndexName.Check(name);
        ThrowIfTaken(view, name);
        var uuid = NewUuid();
        var service = Open(name, uuid, Time.GetUtcNow().ToUnixTimeMilliseconds(), 1, settings, null, data?.CreateIndexFolder(uuid));
        try
        {
            if (mapping is { } body)
            {
                service.MergeMapping(body);
            }

            Change(before =>
            {
                ThrowIfTaken(before, name);
                var after = before with { Indices = before.Indices.Add(name, service) };
                return aliases.Aggregate(after, (state, alias) => AliasActions.Add(state, alias.Key, name, alias.Value));
            });
            return service;
        }
        catch
        {
            Remove(service);
            throw;
        }
    }

    /// <summary>Deletes indices, all or none.</summary>
    public void Delete(IReadOnlyList<string> names)
    {
        var removed = new List<IndexService>();
        Change(before =>
        {
            removed.Clear();
            var after = before;
            foreach (var name in names)
            {
                removed.Add(after.Indices.GetValueOrDefault(name) ?? throw Failures.IndexNotFound(name));
                after = AliasActions.RemoveIndex(after, name);
            }

            return after;
        });
        removed.ForEach(Remove);
    }

    /// <summary>Replaces the view as one step; durable when this returns.</summary>
    public void Change(Func<ClusterView, ClusterView> change)
    {
        lock (changing)
        {
            var before = view;
            var after = change(before);
            view = after;
            try
            {
                Persist();
            }
            catch
            {
                view = before;
                throw;
            }
        }
    }

    /// <summary>Makes changed settings or mappings durable.</summary>
    public void Persist() => data?.WriteMetadata(ToJson);

    /// <summary>The index to write to: the index itself, the write index of an alias, or a new one.</summary>
    public IndexService ForWriting(string name, bool requireAlias = false)
    {
        var current = view;
        if (current.Indices.GetValueOrDefault(name) is { } index && !requireAlias)
        {
            return index;
        }

        if (current.Aliases.GetValueOrDefault(name) is { } targets)
        {
            var write = targets.Where(target => target.Value.IsWriteIndex ?? targets.Count == 1).Select(target => target.Key).ToList();
            return write.Count == 1 ? current.Indices[write[0]] : throw Failures.IllegalArgument(
                $"no write index is defined for alias [{name}]. The write index may be explicitly disabled using is_write_index=false or the alias points to multiple indices without one being designated as a write index");
        }

        if (requireAlias)
        {
            throw new ElasticsearchException(404, "index_not_found_exception", $"no such index [{name}] and [require_alias] request flag is [true] and [{name}] is not an alias")
                .With("index_uuid", "_na_").With("index", name);
        }

        try
        {
            return Create(name, IndexSettings.Parse(null), null, new Dictionary<string, AliasTarget>());
        }
        catch (ElasticsearchException e) when (e.Type == "resource_already_exists_exception")
        {
            // Two first writes at once: the other one made it.
            return view.Indices[name];
        }
    }

    public static string NewUuid() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)).TrimEnd('=').Replace('+', 'A').Replace('/', 'B');

    public void Dispose()
    {
        lock (recovering)
        {
            disposed = true;
            foreach (var index in view.Indices.Values)
            {
                index.Dispose();
            }

            data?.Dispose();
        }
    }

    void Load(JsonObject metadata)
    {
        ClusterUuid = (string)metadata["cluster_uuid"]!;
        var loaded = ClusterView.Empty;
        foreach (var (name, node) in metadata["indices"]!.AsObject())
        {
            var json = node!.AsObject();
            var uuid = (string)json["uuid"]!;
            var settings = IndexSettings.FromTree((JsonObject)json["settings"]!.DeepClone());
            var analysis = new Analysis.AnalysisRegistry(settings.AnalysisSection, settings.Analysis);
            var mapping = MappingCompiler.Compile((JsonObject)json["mapping"]!, analysis, settings.Mapping with { TotalFields = int.MaxValue });
            loaded = loaded with { Indices = loaded.Indices.Add(name, Open(name, uuid, (long)json["created_at"]!, (long)json["primary_term"]! + 1, settings, mapping, data!.IndexPath(uuid))) };
        }

        foreach (var (alias, targets) in metadata["aliases"]!.AsObject())
        {
            foreach (var (index, target) in targets!.AsObject())
            {
                loaded = AliasActions.Add(loaded, alias, index, AliasJson.Read(target!.AsObject()));
            }
        }

        lock (changing)
        {
            view = loaded;
        }
    }

    IndexService Open(string name, string uuid, long createdAt, long primaryTerm, IndexSettings settings, MappingState? mapping, string? path) =>
        new(name, uuid, createdAt, primaryTerm, settings, mapping, path, () => PersistGrown(uuid), Time, log);

    // An index that is still being made is not in the view; it is persisted when it enters it.
    void PersistGrown(string uuid)
    {
        if (view.Indices.Values.Any(index => index.Uuid == uuid))
        {
            Persist();
        }
    }

    JsonObject ToJson()
    {
        var current = view;
        return new()
        {
            ["cluster_uuid"] = ClusterUuid,
            ["indices"] = new JsonObject(current.Indices.Select(index => KeyValuePair.Create<string, JsonNode?>(index.Key, index.Value.ToJson()))),
            ["aliases"] = new JsonObject(current.Aliases.Select(alias => KeyValuePair.Create<string, JsonNode?>(alias.Key,
                new JsonObject(alias.Value.Select(target => KeyValuePair.Create<string, JsonNode?>(target.Key, AliasJson.Write(target.Value))))))),
        };
    }

    static void Remove(IndexService index)
    {
        index.Dispose();
        if (index.Path is not null)
        {
            Directory.Delete(index.Path, recursive: true);
        }
    }

    static void ThrowIfTaken(ClusterView state, string name)
    {
        if (state.Indices.GetValueOrDefault(name) is { } existing)
        {
            throw Failures.IndexExists(name, existing.Uuid);
        }

        if (state.Aliases.ContainsKey(name))
        {
            throw Failures.InvalidIndexName(name, "already exists as alias");
        }
    }
}
