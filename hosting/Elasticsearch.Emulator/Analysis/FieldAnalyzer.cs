using Elasticsearch.Emulator.Mapping;
using Lucene.Net.Analysis;

namespace Elasticsearch.Emulator.Analysis;

/// <summary>Gives Lucene's writer the analyser of each field as the mapping is at that moment.</summary>
internal sealed class FieldAnalyzer(AnalysisRegistry registry, Func<MappingState> mapping) : AnalyzerWrapper(PER_FIELD_REUSE_STRATEGY)
{
    protected override Analyzer GetWrappedAnalyzer(string fieldName) =>
        mapping().Fields.GetValueOrDefault(fieldName) is TextFieldMapper text ? registry.Find(text.Analyzer)! : registry.Default;
}
