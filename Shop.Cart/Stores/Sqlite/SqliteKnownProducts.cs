using System.Collections.Concurrent;
using System.Text.Json;
using Shop.Cart.Catalogue;

namespace Shop.Cart.Stores.Sqlite;

/// <summary>The last known product data in the database, with a copy in memory to read from.</summary>
internal sealed class SqliteKnownProducts : IKnownProducts
{
    private readonly ConcurrentDictionary<string, KnownProduct> _products = new(StringComparer.Ordinal);
    private readonly SqliteDatabase _database;

    public SqliteKnownProducts(SqliteDatabase database)
    {
        _database = database;
        foreach (var product in database.Read(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT body, seen FROM products";
            using var row = command.ExecuteReader();
            var products = new List<KnownProduct>();
            while (row.Read())
            {
                products.Add(JsonSerializer.Deserialize(row.GetString(0), KnownProductJson.Default.KnownProduct)! with
                {
                    SeenAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                });
            }

            return products;
        }))
        {
            _products[product.Id] = product;
        }
    }

    public IReadOnlyCollection<string> Ids => [.. _products.Keys];

    public KnownProduct? Find(string id) => _products.GetValueOrDefault(id);

    public async Task RememberAsync(IReadOnlyCollection<KnownProduct> products)
    {
        await _database.WriteAsync(connection =>
        {
            foreach (var product in products)
            {
                SqliteSchema.Execute(connection, "INSERT INTO products (id, seen, body) VALUES ($id, $seen, $body) ON CONFLICT (id) DO UPDATE SET seen = $seen, body = $body",
                    ("$id", product.Id), ("$seen", product.SeenAt.ToUnixTimeMilliseconds()), ("$body", JsonSerializer.Serialize(product, KnownProductJson.Default.KnownProduct)));
            }

            return true;
        });
        foreach (var product in products)
        {
            _products[product.Id] = product;
        }
    }

    public async Task ForgetAsync(IReadOnlyCollection<string> ids)
    {
        await _database.WriteAsync(connection =>
        {
            foreach (var id in ids)
            {
                SqliteSchema.Execute(connection, "DELETE FROM products WHERE id = $id", ("$id", id));
            }

            return true;
        });
        foreach (var id in ids)
        {
            _products.TryRemove(id, out _);
        }
    }
}
