using System.Buffers;
using System.Text.Json;
using Elasticsearch.Emulator.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Elasticsearch.Emulator.Http;

/// <summary>Takes every HTTP call through authentication, negotiation, routing and the handler, and turns failures into Elasticsearch's error shape.</summary>
internal sealed partial class RestPipeline(RouteTable routes, EmulatorOptions options, ILogger<RestPipeline> log)
{
    readonly BasicAuthentication authentication = new(options.Credentials);

    public async Task HandleAsync(HttpContext http)
    {
        var contentType = MediaTypes.Json;
        IReadOnlyDictionary<string, string> query = new Dictionary<string, string>();
        RestResponse response;
        try
        {
            authentication.Check(http.Request);
            var body = await RequestBody.ReadAsync(http, options.MaxContentLength);
            contentType = MediaTypes.Negotiate(http.Request, body.Length > 0, options.VersionNumber);
            query = Query(http.Request);
            response = await CallAsync(http, query, body);
        }
        catch (ElasticsearchException failure)
        {
            response = RestResponse.Json(failure.Status, json => ErrorBody.Write(json, failure, WantsTrace(query))) with { Headers = failure.Headers, IsError = true };
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException e)
        {
            response = Failure(e.StatusCode, e.StatusCode == 413 ? "content_too_long_exception" : "illegal_argument_exception",
                e.StatusCode == 413 ? $"entity content is too long for the configured limit [{options.MaxContentLength}] bytes" : e.Message);
        }
        catch (Exception e)
        {
            LogFailure(log, http.Request.Method, http.Request.Path, e);
            response = Failure(500, "exception", $"{e.GetType().Name}: {e.Message}");
        }

        await SendAsync(http, response, query, contentType);
    }

    async Task<RestResponse> CallAsync(HttpContext http, IReadOnlyDictionary<string, string> query, ReadOnlyMemory<byte> body)
    {
        var rawPath = RawPath(http);
        var (handler, path, template) = routes.Find(http.Request.Method, rawPath, query);
        SpanNames.Set(http.Request.Method, template, path);
        MediaTypes.CheckLines(http.Request, body.Length > 0, rawPath);
        await routes.ReadyAsync(rawPath, http.RequestAborted);
        return await handler(new()
        {
            Method = http.Request.Method,
            RawPath = rawPath,
            Path = path,
            Query = query,
            Body = body,
            WantsJson = MediaTypes.AsksForJson(http.Request),
            Aborted = http.RequestAborted,
        });
    }

    static RestResponse Failure(int status, string type, string reason) =>
        RestResponse.Json(status, json => ErrorBody.Write(json, new(status, type, reason))) with { IsError = true };

    // A value that is neither true nor false is an error of its own and has been answered as such.
    static bool WantsTrace(IReadOnlyDictionary<string, string> query) => query.GetValueOrDefault("error_trace") is "" or "true";

    // The decoded path cannot tell a slash inside an id from one between segments.
    static string RawPath(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        return end < 0 ? target : target[..end];
    }

    static Dictionary<string, string> Query(HttpRequest request) =>
        request.Query.ToDictionary(pair => pair.Key, pair => pair.Value[^1] ?? "");

    static async Task SendAsync(HttpContext http, RestResponse response, IReadOnlyDictionary<string, string> query, string contentType)
    {
        var body = response.IsText ? response.Body : Shape(response, query);
        http.Response.StatusCode = response.Status;

        // Official clients refuse to talk to a server without it.
        http.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
        if (http.Request.Headers["X-Opaque-Id"] is [{ } opaque] && opaque.All(c => c is >= ' ' and < '\x7f'))
        {
            http.Response.Headers["X-Opaque-Id"] = opaque;
        }

        foreach (var (name, value) in response.Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (response.Status == 413)
        {
            // The rest of the body is not read, so the connection cannot carry another request.
            http.Response.Headers.Connection = "close";
        }

        http.Response.ContentType = response.IsText ? "text/plain; charset=UTF-8" : contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    static ReadOnlyMemory<byte> Shape(RestResponse response, IReadOnlyDictionary<string, string> query)
    {
        // Failures are shown whole, whatever the filter would leave of them.
        var body = response.Body;
        var filter = response.IsError ? null : FilterPath.Parse(query.GetValueOrDefault("filter_path"));
        var pretty = query.TryGetValue("pretty", out var value) && value is "" or "true";
        if (filter is null && !pretty)
        {
            return body;
        }

        using var document = JsonDocument.Parse(body, new() { MaxDepth = 10_000 });
        if (filter is null)
        {
            return PrettyJson.Of(document.RootElement);
        }

        var filtered = new ArrayBufferWriter<byte>(body.Length);
        using (var json = new Utf8JsonWriter(filtered, RestResponse.WriterOptions))
        {
            filter.Write(json, document.RootElement);
        }

        if (!pretty)
        {
            return filtered.WrittenMemory;
        }

        using var kept = JsonDocument.Parse(filtered.WrittenMemory, new() { MaxDepth = 10_000 });
        return PrettyJson.Of(kept.RootElement);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    static partial void LogFailure(ILogger log, string method, string path, Exception failure);
}
