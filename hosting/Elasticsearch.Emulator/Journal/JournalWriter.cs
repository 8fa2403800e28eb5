using System.Buffers;
using System.Buffers.Binary;

namespace Elasticsearch.Emulator.Journal;

/// <summary>
/// Appends records and makes them durable. Group commit: everything appended while one fsync runs shares the next one.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    readonly string directory;
    readonly Lock state = new();

    // Taken before `state`, never inside it; held over the file work so that Roll and the background flush never overlap.
    readonly Lock file = new();

    FileStream stream;
    ArrayBufferWriter<byte> pending = new();
    ArrayBufferWriter<byte> spare = new();
    TaskCompletionSource? nextFlush;
    Exception? broken;
    bool flushing;
    long appended;
    long durable;

    public JournalWriter(string directory, long generation)
    {
        this.directory = directory;
        Generation = generation;
        stream = Create(generation);
    }

    public long Generation { get; private set; }

    /// <summary>Bytes in the current generation, flushed or not.</summary>
    public long Length { get; private set; }

    /// <summary>Takes a record; it is durable once <see cref="DurableAsync"/> has completed for the returned position. Callers are serialised by the index.</summary>
    /// <exception cref="IOException">The journal could not be written before; nothing more is accepted.</exception>
    public long Append(JournalRecord record)
    {
        lock (state)
        {
            ThrowIfBroken();
            var start = pending.WrittenCount;
            pending.GetSpan(JournalFile.FrameHeader);
            pending.Advance(JournalFile.FrameHeader);
            record.WriteTo(pending);
            var frame = System.Runtime.InteropServices.MemoryMarshal.AsMemory(pending.WrittenMemory)[start..].Span;
            var payload = frame[JournalFile.FrameHeader..];
            BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32.Of(payload));
            Length += frame.Length;
            return appended += frame.Length;
        }
    }

    /// <summary>Completes when everything up to a position is on the disk; faults when it could not be written.</summary>
    public Task DurableAsync(long position)
    {
        lock (state)
        {
            ThrowIfBroken();
            if (durable >= position)
            {
                return Task.CompletedTask;
            }

            nextFlush ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!flushing)
            {
                flushing = true;
                ThreadPool.UnsafeQueueUserWorkItem(_ => FlushUntilIdle(), null);
            }

            return nextFlush.Task;
        }
    }

    /// <summary>Starts a new generation; everything before it is durable when this returns.</summary>
    /// <returns>The generation that was closed.</returns>
    public long Roll()
    {
        lock (file)
        {
            FlushOnce();
            lock (state)
            {
                ThrowIfBroken();
            }

            stream.Dispose();
            var closed = Generation;
            Generation++;
            stream = Create(Generation);
            return closed;
        }
    }

    public void DeleteThrough(long generation)
    {
        foreach (var old in JournalFile.Generations(directory).Where(g => g <= generation))
        {
            File.Delete(JournalFile.Path(directory, old));
        }
    }

    public void Dispose()
    {
        lock (file)
        {
            FlushOnce();
            stream.Dispose();
            lock (state)
            {
                broken ??= new ObjectDisposedException(nameof(JournalWriter));
            }
        }
    }

    void FlushUntilIdle()
    {
        while (true)
        {
            lock (file)
            {
                FlushOnce();
            }

            lock (state)
            {
                if (nextFlush is null)
                {
                    flushing = false;
                    return;
                }
            }
        }
    }

    // Called with `file` held.
    void FlushOnce()
    {
        ArrayBufferWriter<byte> batch;
        TaskCompletionSource? waiting;
        long end;
        lock (state)
        {
            (batch, pending, spare) = (pending, spare, pending);
            (waiting, nextFlush) = (nextFlush, null);
            end = appended;
        }

        try
        {
            if (batch.WrittenCount > 0)
            {
                if (broken is not null)
                {
                    throw broken;
                }

                stream.Write(batch.WrittenSpan);
                stream.Flush(flushToDisk: true);
            }

            lock (state)
            {
                durable = end;
            }

            waiting?.SetResult();
        }
        catch (Exception e)
        {
            lock (state)
            {
                broken ??= e;
            }

            waiting?.SetException(e);
        }
        finally
        {
            // One huge bulk must not keep its buffer for ever.
            if (batch.Capacity > 4 * 1024 * 1024)
            {
                spare = new();
            }
            else
            {
                batch.ResetWrittenCount();
            }
        }
    }

    FileStream Create(long generation)
    {
        var created = new FileStream(JournalFile.Path(directory, generation), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        created.Write(JournalFile.Header);
        created.Flush(flushToDisk: true);
        DiskSync.Directory(directory);
        Length = JournalFile.FrameHeader;
        return created;
    }

    void ThrowIfBroken()
    {
        if (broken is not null)
        {
            throw new IOException($"the journal in {directory} cannot be written: {broken.Message}", broken);
        }
    }
}
