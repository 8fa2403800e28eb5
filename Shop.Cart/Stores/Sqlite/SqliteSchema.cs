using Microsoft.Data.Sqlite;

namespace Shop.Cart.Stores.Sqlite;

internal static class SqliteSchema
{
    private const long Version = 1;

    /// <summary>Settings that a connection does not remember.</summary>
    public static void Configure(SqliteConnection connection) =>
        Execute(connection, "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");

    public static void Apply(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA journal_mode = WAL;");
        using (var ask = connection.CreateCommand())
        {
            ask.CommandText = "PRAGMA user_version;";
            var found = (long)ask.ExecuteScalar()!;
            if (found > Version)
            {
                throw new InvalidOperationException($"The cart database has layout {found}; this version of the service knows {Version} at most.");
            }
        }

        Execute(connection, $"""
            BEGIN IMMEDIATE;
            CREATE TABLE IF NOT EXISTS carts (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS events (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, type TEXT NOT NULL, basket TEXT NOT NULL,
                product TEXT NOT NULL, category TEXT NOT NULL, quantity INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS products (id TEXT PRIMARY KEY, seen INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
            PRAGMA user_version = {Version};
            COMMIT;
            """);
    }

    public static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command.ExecuteNonQuery();
    }
}
