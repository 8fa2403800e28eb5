using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace Elasticsearch.Emulator.Search;

/// <summary>
/// BM25 as current Elasticsearch computes it. Lucene 4.8's own differs: it squeezes lengths into too few steps and counts documents that lack the field.
/// </summary>
internal sealed class ElasticsearchSimilarity : Similarity
{
    const float K1 = 1.2f;
    const float B = 0.75f;

    public static readonly ElasticsearchSimilarity Instance = new();

    static readonly float[] Lengths = [.. Enumerable.Range(0, 256).Select(code => (float)LengthCode.Decode((byte)code))];

    public override long ComputeNorm(FieldInvertState state) => LengthCode.Encode(state.Length - state.NumOverlap);

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collection, params TermStatistics[] terms)
    {
        double documents = collection.DocCount == -1 ? collection.MaxDoc : collection.DocCount;
        var idf = terms.Sum(term => Math.Log(1 + ((documents - term.DocFreq + 0.5) / (term.DocFreq + 0.5))));
        var tokens = collection.SumTotalTermFreq == -1 ? collection.SumDocFreq : collection.SumTotalTermFreq;
        var average = tokens > 0 && documents > 0 ? (float)(tokens / documents) : 1;
        return new Weight(collection.Field, (float)idf, queryBoost, average);
    }

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context) =>
        new Scorer((Weight)weight, context.AtomicReader.GetNormValues(((Weight)weight).Field));

    sealed class Weight(string path, float idf, float queryBoost, float average) : SimWeight
    {
        public string Field => path;

        public float Value { get; private set; } = idf * queryBoost * (K1 + 1);

        public float[] Denominators { get; } = [.. Lengths.Select(length => K1 * (1 - B + (B * length / average)))];

        public override float GetValueForNormalization() => 1;

        public override void Normalize(float queryNorm, float topLevelBoost) => Value = idf * queryBoost * topLevelBoost * (K1 + 1);
    }

    sealed class Scorer(Weight weight, NumericDocValues? norms) : SimScorer
    {
        public override float Score(int doc, float freq)
        {
            // Fields without norms count as one token long.
            var denominator = weight.Denominators[norms is null ? 1 : (byte)norms.Get(doc)];
            return weight.Value * freq / (freq + denominator);
        }

        public override float ComputeSlopFactor(int distance) => 1.0f / (distance + 1);

        public override float ComputePayloadFactor(int doc, int start, int end, Lucene.Net.Util.BytesRef payload) => 1;
    }
}

/// <summary>Field lengths in one byte: exact up to 40 and then with four significant bits, as current Lucene does.</summary>
internal static class LengthCode
{
    static readonly int MaxInt4 = Encode4(int.MaxValue);
    static readonly int Free = 255 - MaxInt4;

    public static byte Encode(int length)
    {
        length = Math.Max(0, length);
        return (byte)(length < Free ? length : Free + Encode4(length - Free));
    }

    public static int Decode(byte code) => code < Free ? code : (int)Math.Min(int.MaxValue, Free + Decode4(code - Free));

    static int Encode4(long value)
    {
        var bits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value);
        if (bits < 4)
        {
            return (int)value;
        }

        var shift = bits - 4;
        return (int)((value >> shift) & 0x07) | ((shift + 1) << 3);
    }

    static long Decode4(int code)
    {
        long bits = code & 0x07;
        var shift = (code >> 3) - 1;
        return shift == -1 ? bits : (bits | 0x08) << shift;
    }
}
