using System.Buffers.Binary;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Mapping;

/// <summary>A document on its way into Lucene: collects the fields and the doc values of all its values.</summary>
internal sealed class ParsedDocument
{
    static readonly FieldType SourceType = new() { IsStored = true };
    static readonly FieldType IdType = new() { IsIndexed = true, IsTokenized = false, IsStored = true, OmitNorms = true, IndexOptions = IndexOptions.DOCS_ONLY };

    readonly Document fields = [];
    readonly Dictionary<string, List<long>> numbers = [];
    readonly HashSet<(string Field, string Value)> ordinals = [];
    readonly HashSet<string> names = [];

    public void Add(IIndexableField field) => fields.Add(field);

    /// <summary>Remembers that the document has a value in a field; what exists queries ask for.</summary>
    public void MarkPresent(string path)
    {
        if (names.Add(path))
        {
            fields.Add(new StringField(MetaFields.FieldNames, path, Field.Store.NO));
        }
    }

    /// <summary>A doc value of a number, date or boolean. Lucene 4.8 has no multi-valued numeric kind, so all of a field become one binary value.</summary>
    public void AddNumber(string path, long value)
    {
        if (!numbers.TryGetValue(path, out var values))
        {
            numbers[path] = values = new(1);
        }

        values.Add(value);
    }

    public void AddOrdinal(string path, string value)
    {
        if (ordinals.Add((path, value)))
        {
            fields.Add(new SortedSetDocValuesField(path, new BytesRef(value)));
        }
    }

    /// <summary>Completes the document with what Elasticsearch keeps of every one.</summary>
    public Document Finish(string id, string? routing, byte[] source, long seqNo, long primaryTerm, long version)
    {
        foreach (var (path, values) in numbers)
        {
            values.Sort();
            var bytes = new byte[values.Count * 8];
            for (var i = 0; i < values.Count; i++)
            {
                BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * 8), values[i]);
            }

            fields.Add(new BinaryDocValuesField(path, new BytesRef(bytes)));
        }

        numbers.Clear();
        fields.Add(new Field(MetaFields.Id, id, IdType));
        fields.Add(new Field(MetaFields.Source, new BytesRef(source), SourceType));
        if (routing is not null)
        {
            fields.Add(new Field(MetaFields.Routing, routing, IdType));
        }

        fields.Add(new NumericDocValuesField(MetaFields.SeqNo, seqNo));
        fields.Add(new NumericDocValuesField(MetaFields.PrimaryTerm, primaryTerm));
        fields.Add(new NumericDocValuesField(MetaFields.Version, version));
        return fields;
    }
}
