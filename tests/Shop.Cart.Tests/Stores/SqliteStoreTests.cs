using System.Net;
using Microsoft.Data.Sqlite;
using Shop.Cart.Tests.Support;

namespace Shop.Cart.Tests.Stores;

public sealed class SqliteStoreTests
{
    [Fact]
    public async Task A_saved_cart_is_there_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var database = ("Cart:Database", Path.Combine(folder.Path, "deep", "er", "carts.db"));
        await using (var first = await CartApp.StartAsync("sqlite", null, database))
        {
            await first.AddAsync("me", "p-1", 4);
        }

        await using var second = await CartApp.StartAsync("sqlite", null, database);

        Assert.Equal(4, (await second.GetAsync("/carts/me")).GetProperty("itemCount").GetInt32());
        Assert.Equal(1, (await second.GetAsync("/events")).GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task The_database_syncs_before_it_answers()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "carts.db");
        await using var app = await CartApp.StartAsync("sqlite", null, ("Cart:Database", path));
        await app.AddAsync("me", "p-1");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode;";

        Assert.Equal("wal", command.ExecuteScalar());
    }

    [Fact]
    public async Task A_database_held_by_somebody_else_is_503_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "carts.db");
        await using var app = await CartApp.StartAsync("sqlite", null, ("Cart:Database", path));
        await app.AddAsync("me", "p-1");
        using (var other = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            other.Open();
            using var hold = other.BeginTransaction(deferred: false);
            await app.SendAsync(HttpMethod.Post, "/carts/me/lines", """{ "productId": "p-1" }""").ProblemAsync(HttpStatusCode.ServiceUnavailable, "unavailable");
            hold.Rollback();
        }

        Assert.Equal(2, (await app.AddAsync("me", "p-1")).GetProperty("itemCount").GetInt32());
    }

    [Fact]
    public async Task A_path_that_cannot_be_a_database_is_named_at_the_start()
    {
        using var folder = new TemporaryFolder();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var app = await CartApp.StartAsync("sqlite", null, ("Cart:Database", folder.Path));
            await app.GetAsync("/health");
        });

        Assert.Contains(folder.Path, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Cart:Database", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_store_is_named_with_those_there_are()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CartApp.StartAsync("redis"));

        Assert.Contains("redis", failure.Message, StringComparison.Ordinal);
        Assert.Contains("memory, sqlite or elasticsearch", failure.Message, StringComparison.Ordinal);
    }
}
