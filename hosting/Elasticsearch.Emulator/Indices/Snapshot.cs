using Elasticsearch.Emulator.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Indices;

/// <summary>A view of an index at one moment; dispose it when done with.</summary>
internal sealed class Snapshot : IDisposable
{
    int disposed;

    /// <summary>Takes over one reference to the reader.</summary>
    public Snapshot(DirectoryReader reader)
    {
        Reader = reader;
        Searcher = new(reader) { Similarity = ElasticsearchSimilarity.Instance };
    }

    public DirectoryReader Reader { get; }

    public IndexSearcher Searcher { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            Reader.DecRef();
        }
    }
}
