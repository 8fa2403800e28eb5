namespace Shop.Cart.Stores.Search;

/// <summary>The indices of the Elasticsearch store. A cart is one document that is found by its id only.</summary>
internal static class SearchCartIndex
{
    public const string Carts = "carts-v1";
    public const string Events = "cart-events-v1";

    public static ReadOnlySpan<byte> CartsDefinition =>
        """
        {
          "settings": { "number_of_shards": 1, "auto_expand_replicas": "0-1" },
          "mappings": {
            "dynamic": "strict",
            "properties": {
              "body": { "type": "keyword", "index": false, "doc_values": false },
              "updated": { "type": "date", "format": "epoch_millis" }
            }
          }
        }
        """u8;

    public static ReadOnlySpan<byte> EventsDefinition =>
        """
        {
          "settings": { "number_of_shards": 1, "auto_expand_replicas": "0-1" },
          "mappings": {
            "dynamic": "strict",
            "properties": {
              "id": { "type": "keyword" },
              "at": { "type": "date", "format": "epoch_millis" },
              "type": { "type": "keyword" },
              "basket": { "type": "keyword" },
              "product": { "type": "keyword" },
              "category": { "type": "keyword" },
              "quantity": { "type": "integer" }
            }
          }
        }
        """u8;
}
