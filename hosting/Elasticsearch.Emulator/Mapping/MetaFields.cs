namespace Elasticsearch.Emulator.Mapping;

/// <summary>The fields that every document has beside its own.</summary>
internal static class MetaFields
{
    public const string Id = "_id";
    public const string Index = "_index";
    public const string Source = "_source";
    public const string Routing = "_routing";
    public const string SeqNo = "_seq_no";
    public const string PrimaryTerm = "_primary_term";
    public const string Version = "_version";
    public const string FieldNames = "_field_names";
}
