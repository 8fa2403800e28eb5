using System.Globalization;
using Microsoft.Data.Sqlite;
using Shop.Cart.Carts;
using Shop.Cart.Events;

namespace Shop.Cart.Stores.Sqlite;

/// <summary>Saved carts: what was answered is on the disk.</summary>
internal sealed class SqliteCartStore(SqliteDatabase database) : ICartStore
{
    private const long KeptEvents = 100_000;
    private const long TrimEvery = 1_000;

    public Task<Carts.Cart?> FindAsync(string id, CancellationToken cancellation) => Task.FromResult(database.Read(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT body FROM carts WHERE id = $id";
        command.Parameters.AddWithValue("$id", id);
        return command.ExecuteScalar() is string body ? CartJson.Read(body) : null;
    }));

    public Task<bool> TrySaveAsync(Carts.Cart next, Carts.Cart? previous, IReadOnlyList<CartEvent> events, CancellationToken cancellation)
    {
        var body = CartJson.Write(next);
        return database.WriteAsync(connection =>
        {
            var changed = previous is null
                ? SqliteSchema.Execute(connection, "INSERT INTO carts (id, version, body) VALUES ($id, $next, $body) ON CONFLICT DO NOTHING",
                    ("$id", next.Id), ("$next", next.Version), ("$body", body))
                : SqliteSchema.Execute(connection, "UPDATE carts SET version = $next, body = $body WHERE id = $id AND version = $previous",
                    ("$id", next.Id), ("$next", next.Version), ("$body", body), ("$previous", previous.Version));
            if (changed == 0)
            {
                return false;
            }

            foreach (var happened in events)
            {
                Append(connection, happened);
            }

            return true;
        });
    }

    public Task<EventPage> ReadEventsAsync(string? after, int limit, CancellationToken cancellation) => Task.FromResult(database.Read(connection =>
    {
        var last = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, at, type, basket, product, category, quantity FROM events WHERE sequence > $last ORDER BY sequence LIMIT $limit";
        command.Parameters.AddWithValue("$last", last);
        command.Parameters.AddWithValue("$limit", limit);
        using var row = command.ExecuteReader();
        var page = new List<CartEvent>();
        while (row.Read())
        {
            page.Add(new CartEvent(
                row.GetInt64(0).ToString(CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
                row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6)));
        }

        return new EventPage(page, page.Count > 0 ? page[^1].Id : last.ToString(CultureInfo.InvariantCulture));
    }));

    public async Task CheckAsync(CancellationToken cancellation) =>

        // An empty transaction goes the whole way of a write: queue, thread, lock.
        await database.WriteAsync(_ => false).WaitAsync(cancellation);

    private static void Append(SqliteConnection connection, CartEvent happened)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "INSERT INTO events (at, type, basket, product, category, quantity) VALUES ($at, $type, $basket, $product, $category, $quantity) RETURNING sequence";
        command.Parameters.AddWithValue("$at", happened.At.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$type", happened.Type);
        command.Parameters.AddWithValue("$basket", happened.Basket);
        command.Parameters.AddWithValue("$product", happened.ProductId);
        command.Parameters.AddWithValue("$category", happened.Category);
        command.Parameters.AddWithValue("$quantity", happened.Quantity);
        var sequence = (long)command.ExecuteScalar()!;
        if (sequence % TrimEvery == 0)
        {
            SqliteSchema.Execute(connection, "DELETE FROM events WHERE sequence <= $limit", ("$limit", sequence - KeptEvents));
        }
    }
}
