using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Http;

/// <summary>An RFC 9457 answer. <c>Errors</c> lists every fault of the request; <c>TraceId</c> finds it in the telemetry.</summary>
public sealed record Problem(string Type, string Title, int Status) : IResult, IStatusCodeHttpResult
{
    public string? Detail { get; init; }

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>What is stored now, when somebody else changed it meanwhile.</summary>
    public long? CurrentVersion { get; init; }

    /// <summary>What stands in the way of what was asked, in the words of the service.</summary>
    public IReadOnlyList<object>? Problems { get; init; }

    public string? TraceId { get; init; } = Activity.Current?.TraceId.ToString();

    [JsonIgnore]
    public TimeSpan? RetryAfter { get; init; }

    [JsonIgnore]
    int? IStatusCodeHttpResult.StatusCode => Status;

    public static Problem Validation(Faults faults) =>
        new("urn:shop:validation", faults.Count == 1 ? "The request has a fault." : $"The request has {faults.Count} faults.", StatusCodes.Status400BadRequest)
        {
            Errors = faults.ByPath,
        };

    public static Problem Validation(string path, string message)
    {
        var faults = new Faults();
        faults.Add(path, message);
        return Validation(faults);
    }

    public static Problem NotFound(string detail) => new("urn:shop:not-found", "Not found.", StatusCodes.Status404NotFound) { Detail = detail };

    public static Problem Conflict(string detail) => new("urn:shop:conflict", "That does not fit what is stored.", StatusCodes.Status409Conflict) { Detail = detail };

    public static Problem ChangedMeanwhile(string detail, long? currentVersion) =>
        new("urn:shop:changed-meanwhile", "Somebody else changed it meanwhile.", StatusCodes.Status412PreconditionFailed)
        {
            Detail = detail,
            CurrentVersion = currentVersion,
        };

    public static Problem TooLarge(int maximumBytes) =>
        new("urn:shop:too-large", "The body is too large.", StatusCodes.Status413PayloadTooLarge)
        {
            Detail = string.Create(CultureInfo.InvariantCulture, $"At most {maximumBytes} bytes are accepted."),
        };

    public static Problem NotJson(string? contentType) =>
        new("urn:shop:not-json", "The body is not JSON.", StatusCodes.Status415UnsupportedMediaType)
        {
            Detail = contentType is null ? "Send Content-Type: application/json." : "Send Content-Type: application/json in UTF-8.",
        };

    public static Problem KeyReused() =>
        new("urn:shop:idempotency-key-reused", "This Idempotency-Key was used for another request.", StatusCodes.Status422UnprocessableEntity)
        {
            Detail = "A key belongs to one body. Use a new key for a new request.",
        };

    public static Problem IfMatchRequired() =>
        new("urn:shop:if-match-required", "If-Match is required.", StatusCodes.Status428PreconditionRequired)
        {
            Detail = "Read the current state first and send its ETag as If-Match, so that nobody's change is overwritten unseen.",
        };

    public static Problem Unavailable(string detail) =>
        new("urn:shop:unavailable", "Not available at the moment.", StatusCodes.Status503ServiceUnavailable)
        {
            Detail = detail,
            RetryAfter = TimeSpan.FromSeconds(2),
        };

    /// <summary>A problem known by its status alone: no route, wrong method, a fault inside.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => new("urn:shop:not-found", "Not found.", status),
        StatusCodes.Status405MethodNotAllowed => new("urn:shop:method-not-allowed", "The method is not allowed here.", status),
        StatusCodes.Status413PayloadTooLarge => new("urn:shop:too-large", "The body is too large.", status),
        StatusCodes.Status415UnsupportedMediaType => new("urn:shop:not-json", "The body is not JSON.", status),
        >= 500 => new("urn:shop:fault", "Something went wrong on our side.", status),
        _ => new("urn:shop:refused", "The request was refused.", status),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";

        // Here too: what an exception interrupted has lost the headers it had.
        response.Headers.XContentTypeOptions = "nosniff";
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await response.WriteAsJsonAsync(this, ShopJson.Options, "application/problem+json", httpContext.RequestAborted);
    }
}
