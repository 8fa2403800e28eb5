using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elasticsearch.Emulator.Tests.Infrastructure;

/// <summary>An answer with its body read.</summary>
public sealed record Answer(int Status, string Text, string ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string ErrorType => (string)Json["error"]!["type"]!;

    public string Reason => (string)Json["error"]!["reason"]!;

    public string[] Ids => [.. Json["hits"]!["hits"]!.AsArray().Select(hit => (string)hit!["_id"]!)];

    public long Total => (long)Json["hits"]!["total"]!["value"]!;
}

/// <summary>
/// What the tests talk to: the emulator within this process on a free port, or, when ES_URL is set, that server. The same tests hold for both.
/// </summary>
public sealed class Server : IAsyncDisposable
{
    readonly WebApplication? application;

    Server(WebApplication? application, string address, string? credentials = null)
    {
        this.application = application;
        Address = address;
        Http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(60) };
        if (credentials is not null)
        {
            Http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }
    }

    public static string? RealUrl => Environment.GetEnvironmentVariable("ES_URL") is { Length: > 0 } url ? url : null;

    public string Address { get; }

    public HttpClient Http { get; }

    /// <summary>The emulator, or the server named by ES_URL.</summary>
    public static async Task<Server> StartAsync()
    {
        if (RealUrl is { } real)
        {
            var uri = new Uri(real);
            return new(null, uri.GetLeftPart(UriPartial.Authority).Replace(uri.UserInfo + "@", "", StringComparison.Ordinal), uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : null);
        }

        return await EmulateAsync(new());
    }

    /// <summary>The emulator with options of its own.</summary>
    internal static async Task<Server> EmulateAsync(EmulatorOptions options)
    {
        var application = EmulatorApplication.Build(options with { Urls = "http://127.0.0.1:0" });
        await application.StartAsync();
        return new(application, application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task<Answer> SendAsync(string method, string path, string? body = null, string contentType = "application/json", (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(new(method), Http.BaseAddress + path.TrimStart('/'));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (header is { } extra)
        {
            request.Headers.TryAddWithoutValidation(extra.Name, extra.Value);
        }

        using var response = await Http.SendAsync(request);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.ToString() ?? "",
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value)));
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    public Task<Answer> PutAsync(string path, string body) => SendAsync("PUT", path, body);

    public Task<Answer> PostAsync(string path, string body) => SendAsync("POST", path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync("DELETE", path);

    public Task<Answer> SearchAsync(string index, string body) => PostAsync($"/{index}/_search", body);

    /// <summary>Does it and insists that it worked.</summary>
    public async Task<Answer> MustAsync(string method, string path, string? body = null)
    {
        var answer = await SendAsync(method, path, body);
        Assert.True(answer.Status is 200 or 201, $"{method} {path}: {answer.Status} {answer.Text}");
        return answer;
    }

    /// <summary>Indexes documents and makes them visible.</summary>
    public async Task BulkAsync(string index, params (string Id, string Source)[] documents)
    {
        var lines = new StringBuilder();
        foreach (var (id, source) in documents)
        {
            lines.Append("{\"index\":{\"_id\":").Append(JsonSerializer.Serialize(id)).Append("}}\n").Append(source).Append('\n');
        }

        var answer = await SendAsync("POST", $"/{index}/_bulk?refresh=true", lines.ToString(), "application/x-ndjson");
        Assert.True(answer.Status == 200 && !(bool)answer.Json["errors"]!, answer.Text);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (application is not null)
        {
            await application.StopAsync();
            await application.DisposeAsync();
        }
    }
}

/// <summary>One server for the tests of a class, and a fresh index name for each test.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    readonly List<string> created = [];

    public Server Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await Server.StartAsync();

    public string NewName(string prefix = "t")
    {
        var name = $"{prefix}-{Guid.NewGuid():n}";
        lock (created)
        {
            created.Add(name);
        }

        return name;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in created)
        {
            await Server.DeleteAsync($"/{name}?ignore_unavailable=true");
        }

        await Server.DisposeAsync();
    }
}

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("emulator-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
