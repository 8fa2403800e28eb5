using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Elasticsearch.Emulator.Search.Queries;

internal enum TextMatch
{
    Terms,
    Phrase,
    PhrasePrefix,
    BoolPrefix,
}

/// <summary>What a match query asks, without the field.</summary>
internal sealed record TextQuery(TextMatch Kind, string Text)
{
    public bool All { get; init; }

    public string? MinimumShouldMatch { get; init; }

    public string? Analyzer { get; init; }

    public Fuzziness? Fuzziness { get; init; }

    public int PrefixLength { get; init; }

    public int MaxExpansions { get; init; } = 50;

    public bool Transpositions { get; init; } = true;

    public int Slop { get; init; }

    public bool Lenient { get; init; }

    public bool MatchAllWhenEmpty { get; init; }

    /// <summary>The value as it was given, for fields that are not texts.</summary>
    public required System.Text.Json.JsonElement Value { get; init; }

    public Query On(ShardContext shard, string path)
    {
        switch (shard.Field(path))
        {
            case null:
                return LuceneQueries.Nothing();
            case TextFieldMapper text:
                return Analyzed(shard, text, shard.SearchAnalyzer(text, Analyzer));
            case KeywordFieldMapper keyword when Analyzer is not null:
                return Analyzed(shard, keyword, shard.Index.Analysis.Find(Analyzer) ?? throw shard.Failed($"[match] analyzer [{Analyzer}] not found"));
            case KeywordFieldMapper keyword:
                return Whole(keyword);
            case var other:
                if (Kind is TextMatch.PhrasePrefix or TextMatch.BoolPrefix && !Lenient)
                {
                    throw shard.Failed($"failed to create query: Can only use phrase prefix queries on text fields - not on [{path}] which is of type [{other.Type}]");
                }

                try
                {
                    return TermQueries.Guarded(shard, () => other.Term(Value));
                }
                catch (ElasticsearchException e) when (Lenient && e.Type == "query_shard_exception")
                {
                    return LuceneQueries.Nothing();
                }
        }
    }

    Query Whole(KeywordFieldMapper keyword)
    {
        var text = keyword.Normalize(Text);
        return Kind switch
        {
            TextMatch.PhrasePrefix or TextMatch.BoolPrefix => new PrefixQuery(new(keyword.Path, text)),
            _ when Fuzziness?.For(text) is > 0 and var edits => new FuzzyWords(new(keyword.Path, text), edits, PrefixLength, MaxExpansions, Transpositions),
            _ => keyword.Term(Value),
        };
    }

    Query Analyzed(ShardContext shard, FieldMapper field, Analyzer analyzer)
    {
        if (!field.IsIndexed)
        {
            throw shard.Failed($"failed to create query: Cannot search on field [{field.Path}] since it is not indexed.",
                Failures.IllegalArgument($"Cannot search on field [{field.Path}] since it is not indexed."));
        }

        var positions = TokenReader.Read(analyzer, field.Path, Text).GroupBy(token => token.Position)
            .Select(group => (Position: group.Key, Terms: group.Select(token => token.Text).Distinct().ToArray())).ToList();
        if (positions.Count == 0)
        {
            return MatchAllWhenEmpty ? new MatchAllDocsQuery() : LuceneQueries.Nothing();
        }

        switch (Kind)
        {
            case TextMatch.Phrase:
                return Phrase(shard, field, positions, lastIsPrefix: false);
            case TextMatch.PhrasePrefix:
                return Phrase(shard, field, positions, lastIsPrefix: true);
            default:
                return Bag(field, positions);
        }
    }

    Query Bag(FieldMapper field, List<(int Position, string[] Terms)> positions)
    {
        var clauses = positions.Select((position, i) => Kind == TextMatch.BoolPrefix && i == positions.Count - 1
            ? LuceneQueries.AnyOf(position.Terms.Select(term => new PrefixQuery(new(field.Path, term)))).Constant()
            : position.Terms.Length == 1 ? OneTerm(field.Path, position.Terms[0])
            : LuceneQueries.AnyOf(position.Terms.Select(term => OneTerm(field.Path, term)))).ToList();
        if (clauses.Count == 1)
        {
            return clauses[0];
        }

        var query = new BooleanQuery(true);
        clauses.ForEach(clause => query.Add(clause, All ? Occur.MUST : Occur.SHOULD));
        if (!All && MinimumShouldMatch is not null)
        {
            query.MinimumNumberShouldMatch = Queries.MinimumShouldMatch.Of(MinimumShouldMatch, clauses.Count);
        }

        return query;
    }

    Query OneTerm(string path, string term) => Fuzziness?.For(term) is > 0 and var edits
        ? new FuzzyWords(new(path, term), edits, PrefixLength, MaxExpansions, Transpositions)
        : new TermQuery(new(path, term));

    Query Phrase(ShardContext shard, FieldMapper field, List<(int Position, string[] Terms)> positions, bool lastIsPrefix)
    {
        if (field is TextFieldMapper { HasPositions: false } && positions.Count > 1)
        {
            throw shard.Failed($"field:[{field.Path}] was indexed without position data; cannot run PhraseQuery",
                Failures.IllegalArgument($"field:[{field.Path}] was indexed without position data; cannot run PhraseQuery"));
        }

        var path = field.Path;
        if (positions.Count == 1 && !lastIsPrefix)
        {
            return positions[0].Terms.Length == 1 ? new TermQuery(new(path, positions[0].Terms[0]))
                : LuceneQueries.AnyOf(positions[0].Terms.Select(term => new TermQuery(new(path, term))));
        }

        if (positions.Count == 1)
        {
            return LuceneQueries.AnyOf(positions[0].Terms.SelectMany(prefix => Expand(shard.Snapshot.Reader, path, prefix)).Distinct().Select(term => new TermQuery(term)));
        }

        var phrase = new MultiPhraseQuery { Slop = Slop };
        for (var i = 0; i < positions.Count; i++)
        {
            var terms = lastIsPrefix && i == positions.Count - 1
                ? [.. positions[i].Terms.SelectMany(prefix => Expand(shard.Snapshot.Reader, path, prefix)).Distinct()]
                : positions[i].Terms.Select(term => new Term(path, term)).ToArray();
            if (terms.Length == 0)
            {
                return LuceneQueries.Nothing();
            }

            phrase.Add(terms, positions[i].Position);
        }

        return phrase;
    }

    List<Term> Expand(IndexReader reader, string path, string prefix)
    {
        var terms = new List<Term>();
        if (MultiFields.GetTerms(reader, path) is not { } all)
        {
            return terms;
        }

        var start = new BytesRef(prefix);
        var enumerator = all.GetEnumerator();
        for (var status = enumerator.SeekCeil(start); status != TermsEnum.SeekStatus.END && terms.Count < MaxExpansions && StringHelper.StartsWith(enumerator.Term, start);)
        {
            terms.Add(new(path, BytesRef.DeepCopyOf(enumerator.Term)));
            if (!enumerator.MoveNext())
            {
                break;
            }
        }

        return terms;
    }
}
