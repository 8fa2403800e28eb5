using System.IO.Compression;
using Elasticsearch.Emulator.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Elasticsearch.Emulator.Http;

/// <summary>Reads a request body whole, unpacked where the client packed it.</summary>
internal static class RequestBody
{
    const int BlockBytes = 64 * 1024;

    /// <exception cref="BadHttpRequestException">413: the body, packed or unpacked, is longer than allowed.</exception>
    /// <exception cref="ElasticsearchException">The body is packed in a way that is not known, or badly.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http, long limit)
    {
        if (http.Request.ContentLength is 0 || (http.Request.ContentLength is null && !http.Features.Get<IHttpRequestBodyDetectionFeature>()!.CanHaveBody))
        {
            return default;
        }

        if (http.Request.ContentLength > limit)
        {
            throw TooLong();
        }

        switch (http.Request.Headers.ContentEncoding.ToString().ToLowerInvariant())
        {
            case "" or "identity":
                using (var buffer = new MemoryStream((int)(http.Request.ContentLength ?? 0)))
                {
                    await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
                    return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
                }

            case "gzip" or "x-gzip":
                await using (var gzip = new GZipStream(http.Request.Body, CompressionMode.Decompress))
                {
                    return await UnpackAsync(gzip, limit, http.RequestAborted);
                }

            case "deflate" or "x-deflate":
                await using (var zlib = new ZLibStream(http.Request.Body, CompressionMode.Decompress))
                {
                    return await UnpackAsync(zlib, limit, http.RequestAborted);
                }

            case var other:
                throw Failures.Unsupported("Content-Encoding", $"the content encoding [{other}]");
        }
    }

    // A few packed bytes can be gigabytes unpacked, so the limit holds for what comes out.
    static async Task<ReadOnlyMemory<byte>> UnpackAsync(Stream packed, long limit, CancellationToken aborted)
    {
        var unpacked = new MemoryStream();
        var block = new byte[BlockBytes];
        try
        {
            for (int read; (read = await packed.ReadAsync(block, aborted)) > 0;)
            {
                if (unpacked.Length + read > limit)
                {
                    throw TooLong();
                }

                unpacked.Write(block, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            throw Failures.XContentParse($"the body is not what its Content-Encoding says: {e.Message}");
        }

        return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
    }

    static BadHttpRequestException TooLong() => new("too long", 413);
}
