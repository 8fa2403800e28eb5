namespace Shop.Api.Catalogue;

/// <summary>The index of products: its name, its version, and how each field is understood.</summary>
/// <remarks>A change of <see cref="Definition"/> takes a new <see cref="Version"/>; the next start copies the products over and swaps the alias.</remarks>
internal static class CatalogueIndex
{
    public const int Version = 1;

    /// <summary>What everybody reads and writes through.</summary>
    public const string Alias = "products";

    public const string Prefix = "products-v";

    public static string Current { get; } = $"{Prefix}{Version}";

    /// <remarks>
    /// Chinese has no spaces: the index holds single characters and pairs, a query looks for pairs, or for the one
    /// character it has. So 鞋 finds 运动鞋, and 耳机 does not find 手机. Only analysers of a stock Elasticsearch are used.
    /// <c>text</c> gathers all words of a product, so that a query may mix the languages.
    /// </remarks>
    public static ReadOnlySpan<byte> Definition =>
        """
        {
          "settings": {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "analysis": {
              "filter": {
                "shop_pairs": { "type": "cjk_bigram" },
                "shop_pairs_and_singles": { "type": "cjk_bigram", "output_unigrams": true },
                "shop_english": { "type": "stemmer", "language": "english" }
              },
              "analyzer": {
                "shop_index": { "type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", "shop_pairs_and_singles", "shop_english"] },
                "shop_query": { "type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", "shop_pairs", "shop_english"] }
              }
            }
          },
          "mappings": {
            "dynamic": "strict",
            "properties": {
              "id": { "type": "keyword" },
              "name": {
                "properties": {
                  "en": { "type": "text", "analyzer": "shop_index", "search_analyzer": "shop_query", "copy_to": ["text"] },
                  "zh": { "type": "text", "analyzer": "shop_index", "search_analyzer": "shop_query", "copy_to": ["text"] }
                }
              },
              "description": {
                "properties": {
                  "en": { "type": "text", "analyzer": "shop_index", "search_analyzer": "shop_query", "copy_to": ["text"] },
                  "zh": { "type": "text", "analyzer": "shop_index", "search_analyzer": "shop_query", "copy_to": ["text"] }
                }
              },
              "text": { "type": "text", "analyzer": "shop_index", "search_analyzer": "shop_query" },
              "category": { "type": "keyword" },
              "price": { "type": "long" },
              "currency": { "type": "keyword" },
              "stock": { "type": "integer" },
              "emoji": { "type": "keyword", "index": false, "doc_values": false },
              "colour": { "type": "keyword", "index": false, "doc_values": false },
              "created": { "type": "date", "format": "epoch_millis" },
              "updated": { "type": "date", "format": "epoch_millis" },
              "version": { "type": "long" },
              "sort_en": { "type": "keyword" },
              "sort_zh": { "type": "keyword" }
            }
          }
        }
        """u8;
}
