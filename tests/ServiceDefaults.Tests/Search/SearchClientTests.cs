using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Search;
using ServiceDefaults.Tests.Support;

namespace ServiceDefaults.Tests.Search;

public sealed class SearchClientTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{ "a": 1 }""");

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_read_is_repeated_after_a_passing_failure(int status)
    {
        await using var server = await FakeServer.StartAsync(status, status, 200);
        await using var owner = Client(server.Address, out var search);

        using var reply = await search.ReadAsync(HttpMethod.Post, "i/_search", Body, CancellationToken.None);

        Assert.True(reply.IsSuccess);
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(Body, request.Body));
        Assert.All(server.Requests, request => Assert.Equal("application/json", request.ContentType));
    }

    [Fact]
    public async Task A_read_gives_up_after_three_attempts()
    {
        await using var server = await FakeServer.StartAsync(503);
        await using var owner = Client(server.Address, out var search);

        await Assert.ThrowsAsync<SearchUnavailableException>(() => search.ReadAsync(HttpMethod.Get, "i/_doc/1", default, CancellationToken.None));

        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(502, 1)]
    [InlineData(503, 1)]
    [InlineData(504, 1)]
    [InlineData(429, 2)]
    public async Task A_write_is_repeated_only_when_the_engine_said_that_it_was_too_busy_to_begin(int status, int requests)
    {
        await using var server = await FakeServer.StartAsync(status, 201);
        await using var owner = Client(server.Address, out var search);

        try
        {
            using var reply = await search.WriteAsync(HttpMethod.Put, "i/_doc/1", Body, CancellationToken.None);
            Assert.Equal(201, reply.Status);
        }
        catch (SearchUnavailableException)
        {
            Assert.Equal(1, requests);
        }

        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task A_write_whose_connection_breaks_is_not_repeated()
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var owner = Client(server.Address, out var search);

        await Assert.ThrowsAsync<SearchUnavailableException>(() => search.WriteAsync(HttpMethod.Put, "i/_doc/1", Body, CancellationToken.None));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_engine_that_is_not_there_is_unavailable()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = $"http://{free.LocalEndpoint}";
        free.Stop();
        await using var owner = Client(address, out var search);

        await Assert.ThrowsAsync<SearchUnavailableException>(() => search.WriteAsync(HttpMethod.Put, "i/_doc/1", Body, CancellationToken.None));
    }

    [Fact]
    public async Task An_answer_that_is_cut_short_is_not_taken_for_an_answer()
    {
        await using var server = await FakeServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{ "hits": { "hits": [ {""");
        });
        await using var owner = Client(server.Address, out var search);

        await Assert.ThrowsAsync<SearchUnavailableException>(() => search.WriteAsync(HttpMethod.Post, "i/_search", Body, CancellationToken.None));
    }

    [Fact]
    public async Task The_caller_who_hangs_up_is_not_told_that_the_engine_is_down()
    {
        var asked = new TaskCompletionSource();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await using var owner = Client(server.Address, out var search);
        using var caller = new CancellationTokenSource();

        var asking = search.ReadAsync(HttpMethod.Get, "i/_doc/1", default, caller.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task The_password_of_the_connection_string_is_sent_as_basic_credentials()
    {
        await using var server = await FakeServer.StartAsync(200);
        await using var owner = Client(server.Address.Replace("http://", "http://elastic:s3cret@", StringComparison.Ordinal), out var search);

        using var reply = await search.ReadAsync(HttpMethod.Get, "", default, CancellationToken.None);

        Assert.Equal($"Basic {Convert.ToBase64String("elastic:s3cret"u8)}", server.Requests.Single().Authorization);
    }

    [Fact]
    public async Task A_bulk_that_is_answered_200_tells_which_actions_failed()
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""
                { "took": 1, "errors": true, "items": [
                  { "create": { "_id": "1", "status": 201 } },
                  { "create": { "_id": "2", "status": 409, "error": { "type": "version_conflict_engine_exception", "reason": "exists" } } },
                  { "index": { "_id": "3", "status": 429, "error": { "type": "es_rejected_execution_exception", "reason": "busy" } } } ] }
                """);
        });
        await using var owner = Client(server.Address, out var search);

        var outcome = await search.BulkAsync("_bulk", "{}\n"u8.ToArray(), repeatable: true, CancellationToken.None);

        Assert.Equal(1, outcome.Succeeded);
        Assert.Equal([("2", 409), ("3", 429)], outcome.Failures.Select(failure => (failure.Id, failure.Status)));
        Assert.Equal("application/x-ndjson", server.Requests.Single().ContentType);
    }

    [Fact]
    public async Task A_refusal_carries_the_engines_own_words()
    {
        await using var server = await FakeServer.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{ "error": { "type": "parsing_exception", "reason": "no [query] registered for [x]" }, "status": 400 }""");
        });
        await using var owner = Client(server.Address, out var search);
        using var reply = await search.ReadAsync(HttpMethod.Post, "i/_search", Body, CancellationToken.None);

        var refused = Assert.Throws<SearchRefusedException>(() => reply.EnsureSuccess("searching"));

        Assert.Equal("parsing_exception", refused.Type);
        Assert.Contains("no [query] registered for [x]", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Client(string address, out SearchClient search)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["ConnectionStrings:search"] = address };
        var services = new ServiceCollection();
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(configuration);
        services.AddLogging();
        services.AddSearchClient();
        var provider = services.BuildServiceProvider();
        search = provider.GetRequiredService<SearchClient>();
        return provider;
    }
}
