using System.Text.Json;

namespace ServiceDefaults.Search;

/// <summary>What the search engine answered.</summary>
public sealed class SearchReply(int status, JsonDocument? body) : IDisposable
{
    public int Status { get; } = status;

    public bool IsSuccess => Status is >= 200 and < 300;

    public JsonElement Body => body?.RootElement ?? default;

    /// <summary>The engine's name of the error, or an empty text.</summary>
    public string ErrorType => Error("type");

    public string ErrorReason => Error("reason");

    /// <summary>This reply when it succeeded; otherwise throws <see cref="SearchRefusedException"/>.</summary>
    public SearchReply EnsureSuccess(string what)
    {
        if (IsSuccess)
        {
            return this;
        }

        var refused = new SearchRefusedException(Status, ErrorType, $"{what}: the search engine answered {Status} {ErrorType} {ErrorReason}".TrimEnd());
        Dispose();
        throw refused;
    }

    public void Dispose() => body?.Dispose();

    private string Error(string property)
    {
        if (Body.ValueKind != JsonValueKind.Object || !Body.TryGetProperty("error", out var error))
        {
            return "";
        }

        if (error.ValueKind == JsonValueKind.String)
        {
            return property == "reason" ? error.GetString()! : "";
        }

        return error.ValueKind == JsonValueKind.Object && error.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
    }
}
