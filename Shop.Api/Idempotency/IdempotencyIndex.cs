namespace Shop.Api.Idempotency;

/// <summary>The index of Idempotency-Keys. The kept answer is stored and never searched.</summary>
internal static class IdempotencyIndex
{
    public const string Name = "products-idempotency-v1";

    public static ReadOnlySpan<byte> Definition =>
        """
        {
          "settings": { "number_of_shards": 1, "auto_expand_replicas": "0-1" },
          "mappings": {
            "dynamic": "strict",
            "properties": {
              "fingerprint": { "type": "keyword" },
              "product": { "type": "keyword" },
              "created": { "type": "date", "format": "epoch_millis" },
              "answer": { "type": "keyword", "index": false, "doc_values": false }
            }
          }
        }
        """u8;
}
