using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search.Sorting;

/// <summary>Sorts by whole texts; multi-valued fields go by their first or last one.</summary>
internal sealed class KeywordComparer(int slots, string field, bool last, bool missingLast) : FieldComparer.TermOrdValComparer(slots, field, missingLast)
{
    protected override SortedDocValues GetSortedDocValues(AtomicReaderContext context, string field) =>
        context.AtomicReader.GetSortedSetDocValues(field) is { } set ? new OneOfSet(set, last) : DocValues.EMPTY_SORTED;

    sealed class OneOfSet(SortedSetDocValues set, bool last) : SortedDocValues
    {
        public override int ValueCount => (int)set.ValueCount;

        public override int GetOrd(int docID)
        {
            set.SetDocument(docID);
            var chosen = -1L;
            for (var ord = set.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = set.NextOrd())
            {
                chosen = ord;
                if (!last)
                {
                    break;
                }
            }

            return (int)chosen;
        }

        public override void LookupOrd(int ord, BytesRef result) => set.LookupOrd(ord, result);
    }
}
