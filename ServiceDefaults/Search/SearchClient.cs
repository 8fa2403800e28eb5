using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Search;

/// <summary>Speaks to Elasticsearch in plain JSON, and repeats a request only where that cannot do anything twice.</summary>
public sealed partial class SearchClient(HttpClient http, ILogger<SearchClient> logger, TimeProvider time)
{
    private const int Attempts = 3;
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Reads: repeated on any passing failure.</summary>
    public Task<SearchReply> ReadAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        SendAsync(method, path, body, Json, repeatable: true, AttemptTimeout, cancellation);

    /// <summary>Writes: repeated only when the engine cannot have begun, that is when no connection came about or it said 429.</summary>
    public Task<SearchReply> WriteAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        SendAsync(method, path, body, Json, repeatable: false, AttemptTimeout, cancellation);

    /// <summary>Sends a bulk body. <paramref name="repeatable"/> says that its actions may be carried out twice.</summary>
    public async Task<BulkOutcome> BulkAsync(string path, ReadOnlyMemory<byte> lines, bool repeatable, CancellationToken cancellation)
    {
        using var reply = await SendAsync(HttpMethod.Post, path, lines, Lines, repeatable, TimeSpan.FromSeconds(60), cancellation);
        return BulkOutcome.Read(reply.EnsureSuccess("bulk").Body);
    }

    private async Task<SearchReply> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, bool repeatable, TimeSpan timeout, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = attempt == Attempts;
            try
            {
                var reply = await SendOnceAsync(method, path, body, type, timeout, cancellation);
                if (!IsPassing(reply.Status))
                {
                    return reply;
                }

                var busy = reply.Status == (int)HttpStatusCode.TooManyRequests;
                reply.Dispose();
                if (last || !(repeatable || busy))
                {
                    throw new SearchUnavailableException($"{method} {PathOnly(path)} was answered {reply.Status}.");
                }
            }
            catch (HttpRequestException failure)
            {
                if (last || !(repeatable || NeverSent(failure)))
                {
                    throw new SearchUnavailableException($"{method} {PathOnly(path)}: {failure.Message}", failure);
                }
            }
            catch (OperationCanceledException timedOut) when (!cancellation.IsCancellationRequested)
            {
                // A slow engine is not helped by asking again.
                throw new SearchUnavailableException($"{method} {PathOnly(path)} was not answered within {timeout.TotalSeconds} s.", timedOut);
            }

            LogRepeat(method, PathOnly(path), attempt);
            await Task.Delay(TimeSpan.FromMilliseconds((50 << attempt) * (0.5 + Random.Shared.NextDouble())), time, cancellation);
        }
    }

    private async Task<SearchReply> SendOnceAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        using var request = new HttpRequestMessage(method, path);
        if (!body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = type } };
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        var status = (int)response.StatusCode;
        if (method == HttpMethod.Head || response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return new SearchReply(status, null);
        }

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            return new SearchReply(status, await JsonDocument.ParseAsync(stream, default, limit.Token));
        }
        catch (Exception cut) when (cut is JsonException or IOException)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The answer of the search engine was cut short.", cut);
        }
    }

    private static bool IsPassing(int status) => status is 429 or 502 or 503 or 504;

    private static bool NeverSent(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static string PathOnly(string path) => path.Split('?')[0];

    [LoggerMessage(1, LogLevel.Debug, "{Method} {Path} is repeated after attempt {Attempt}.")]
    private partial void LogRepeat(HttpMethod method, string path, int attempt);
}
