using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Elasticsearch.Emulator.Indices;

/// <summary>Finds documents by id in a reader.</summary>
internal static class DocumentLookup
{
    public static StoredDocument? Find(DirectoryReader reader, string id)
    {
        if (Locate(reader, id) is not var (segment, doc))
        {
            return null;
        }

        return Read(segment, doc);
    }

    /// <summary>The document with a number that a search of this reader gave.</summary>
    public static StoredDocument At(DirectoryReader reader, int doc)
    {
        var leaf = reader.Leaves[ReaderUtil.SubIndex(doc, reader.Leaves)];
        return Read(leaf.AtomicReader, doc - leaf.DocBase);
    }

    static StoredDocument Read(AtomicReader segment, int doc)
    {
        var stored = StoredFields.Read(segment, doc);
        var version = VersionOf(segment, doc);
        return new(stored.Id, stored.Source, stored.Routing, version.Version, version.SeqNo, version.PrimaryTerm);
    }

    public static VersionEntry? FindVersion(DirectoryReader reader, string id) =>
        Locate(reader, id) is var (segment, doc) ? VersionOf(segment, doc) : null;

    public static VersionEntry VersionOf(AtomicReader segment, int doc) => new(
        segment.GetNumericDocValues(MetaFields.SeqNo).Get(doc),
        segment.GetNumericDocValues(MetaFields.PrimaryTerm).Get(doc),
        segment.GetNumericDocValues(MetaFields.Version).Get(doc), [], null, 0);

    static (AtomicReader Segment, int Doc)? Locate(DirectoryReader reader, string id)
    {
        var term = new Term(MetaFields.Id, id);

        // Newest segments first: what is written again was usually written lately.
        for (var i = reader.Leaves.Count - 1; i >= 0; i--)
        {
            var segment = reader.Leaves[i].AtomicReader;
            if (segment.GetTermDocsEnum(term) is { } docs && docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                return (segment, doc);
            }
        }

        return null;
    }
}

/// <summary>What Lucene stores of a document.</summary>
internal sealed class StoredFields : StoredFieldVisitor
{
    public string Id { get; private set; } = "";

    public byte[] Source { get; private set; } = [];

    public string? Routing { get; private set; }

    public static StoredFields Read(IndexReader reader, int doc)
    {
        var fields = new StoredFields();
        reader.Document(doc, fields);
        return fields;
    }

    public override Status NeedsField(FieldInfo fieldInfo) => Status.YES;

    public override void StringField(FieldInfo fieldInfo, string value)
    {
        if (fieldInfo.Name == MetaFields.Id)
        {
            Id = value;
        }
        else
        {
            Routing = value;
        }
    }

    public override void BinaryField(FieldInfo fieldInfo, byte[] value) => Source = value;
}
