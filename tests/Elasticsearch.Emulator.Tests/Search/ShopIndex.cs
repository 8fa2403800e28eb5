using Elasticsearch.Emulator.Tests.Infrastructure;

namespace Elasticsearch.Emulator.Tests.Search;

/// <summary>A small shop in two languages, indexed as facts about Chinese recommend.</summary>
public sealed class ShopIndex : IAsyncLifetime
{
    public const string Definition = """
        {
          "settings": {
            "number_of_replicas": 0,
            "analysis": {
              "filter": {
                "bigrams_and_characters": { "type": "cjk_bigram", "output_unigrams": true },
                "bigrams": { "type": "cjk_bigram" }
              },
              "normalizer": { "folded": { "type": "custom", "filter": ["lowercase", "asciifolding"] } },
              "analyzer": {
                "product_index": { "type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", "bigrams_and_characters"] },
                "product_search": { "type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", "bigrams"] }
              }
            }
          },
          "mappings": {
            "dynamic": "strict",
            "properties": {
              "name": { "type": "text", "analyzer": "product_index", "search_analyzer": "product_search", "fields": { "raw": { "type": "keyword" } } },
              "description": { "type": "text", "analyzer": "english" },
              "category": { "type": "keyword" },
              "brand": { "type": "keyword", "normalizer": "folded" },
              "tags": { "type": "keyword" },
              "price": { "type": "scaled_float", "scaling_factor": 100 },
              "stock": { "type": "integer" },
              "rating": { "type": "float" },
              "active": { "type": "boolean" },
              "added": { "type": "date" },
              "size": { "properties": { "width": { "type": "double" }, "unit": { "type": "keyword" } } }
            }
          }
        }
        """;

    public Server Server { get; private set; } = null!;

    public string Name { get; } = $"shop-{Guid.NewGuid():n}";

    public async ValueTask InitializeAsync()
    {
        Server = await Server.StartAsync();
        await Server.MustAsync("PUT", $"/{Name}", Definition);
        await Server.BulkAsync(Name,
            ("1", """{"name":"无线蓝牙耳机","description":"Wireless headphones with noise cancelling. They run for thirty hours.","category":"audio","brand":"Sonič","tags":["new","sale"],"price":199.90,"stock":5,"rating":4.5,"active":true,"added":"2024-01-10"}"""),
            ("2", """{"name":"运动鞋 Running Shoe","description":"Light shoes for running on roads","category":"shoes","brand":"FAST","tags":["sale"],"price":59.5,"stock":0,"rating":3.9,"active":true,"added":"2024-02-01T12:00:00Z"}"""),
            ("3", """{"name":"儿童牙刷","description":"A toothbrush for children","category":"care","brand":"fast","price":3.25,"stock":100,"rating":4.1,"active":false,"added":"2023-12-31T23:59:59.999Z"}"""),
            ("4", """{"name":"有线耳机 Wired Headphones","description":"Wired headphones, simple and cheap","category":"audio","brand":"Sonic","tags":["new"],"price":19.99,"stock":12,"active":true,"added":"2024-01-10T08:00:00+08:00","size":{"width":1.5,"unit":"cm"}}"""),
            ("5", """{"name":"手机充电器","description":"Charger for phones","category":"power","price":25,"stock":7,"rating":4.5,"active":true}"""));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DeleteAsync($"/{Name}");
        await Server.DisposeAsync();
    }
}
