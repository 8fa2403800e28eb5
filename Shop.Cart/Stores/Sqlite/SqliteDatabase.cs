using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Shop.Cart.Stores.Sqlite;

/// <summary>The database file: one thread writes, many read.</summary>
/// <remarks>
/// Writes that come at the same time share one transaction and so one fsync; each is answered only after the commit,
/// with WAL and synchronous=FULL, so an answered write survives the end of the process and of the machine.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private const int LargestBatch = 512;

    private readonly string _connectionString;
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(10_000) { SingleReader = true });
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly SqliteConnection _writer;
    private readonly Thread _thread;

    public SqliteDatabase(IOptions<CartOptions> options)
    {
        var path = Path.GetFullPath(options.Value.Database);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            _writer = Open();
            SqliteSchema.Apply(_writer);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The cart database '{path}' cannot be opened: {failure.Message} Set Cart:Database to a file that can be written.", failure);
        }

        _thread = new Thread(Write) { Name = "cart writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Carries out a write in a transaction and completes after its commit. False from the write means that it changed nothing.</summary>
    public async Task<bool> WriteAsync(Func<SqliteConnection, bool> write)
    {
        var work = new Work(write, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await _queue.Writer.WriteAsync(work);
        }
        catch (ChannelClosedException closed)
        {
            throw new StoreUnavailableException("The cart database is closing.", closed);
        }

        return await work.Done.Task;
    }

    public T Read<T>(Func<SqliteConnection, T> read)
    {
        var connection = _readers.TryTake(out var idle) ? idle : null;
        try
        {
            connection ??= Open();
            var result = read(connection);
            _readers.Add(connection);
            return result;
        }
        catch (SqliteException failure)
        {
            connection?.Dispose();
            throw new StoreUnavailableException($"Reading the cart database failed: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _thread.Join();
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }

        // The last connection to close folds the write-ahead log into the file.
        _writer.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        SqliteSchema.Configure(connection);
        return connection;
    }

    private void Write()
    {
        var batch = new List<Work>(LargestBatch);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var work))
            {
                batch.Add(work);
            }

            WriteBatch(batch);
        }
    }

    private void WriteBatch(List<Work> batch)
    {
        var results = new (bool Changed, Exception? Failure)[batch.Count];
        try
        {
            using var transaction = _writer.BeginTransaction(deferred: false);
            for (var index = 0; index < batch.Count; index++)
            {
                results[index] = Carry(batch[index], transaction);
            }

            transaction.Commit();
        }
        catch (Exception failure)
        {
            // Nothing of the batch is kept, so every one of it failed.
            var unavailable = new StoreUnavailableException($"Writing the cart database failed: {failure.Message}", failure);
            batch.ForEach(work => work.Done.TrySetException(unavailable));
            return;
        }

        for (var index = 0; index < batch.Count; index++)
        {
            if (results[index].Failure is { } failure)
            {
                batch[index].Done.TrySetException(failure);
            }
            else
            {
                batch[index].Done.TrySetResult(results[index].Changed);
            }
        }
    }

    // A write that fails half way takes only itself back, not its neighbours.
    private (bool Changed, Exception? Failure) Carry(Work work, SqliteTransaction transaction)
    {
        transaction.Save("one");
        try
        {
            var changed = work.Write(_writer);
            transaction.Release("one");
            return (changed, null);
        }
        catch (SqliteException failure)
        {
            transaction.Rollback("one");
            return (false, new StoreUnavailableException($"Writing the cart database failed: {failure.Message}", failure));
        }
    }

    private sealed record Work(Func<SqliteConnection, bool> Write, TaskCompletionSource<bool> Done);
}
