using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using ServiceDefaults.Http;
using ServiceDefaults.Tests.Support;

namespace ServiceDefaults.Tests.Http;

public sealed class ProblemTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task A_fault_inside_betrays_nothing(string environment)
    {
        await using var app = Services.Create(environment: environment);
        app.MapGet("/boom", new Func<string>(() => throw new InvalidOperationException("password=hunter2")));
        await app.StartAsync();
        using var client = Services.ClientOf(app);

        var response = await client.GetAsync("/boom");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.Equal("urn:shop:fault", JsonDocument.Parse(text).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_is_not_available_is_503_with_the_public_reason_only()
    {
        await using var app = Services.Create();
        app.MapGet("/later", new Func<string>(() => throw new UnavailableException("10.0.0.7 refused", "The thing sleeps.")));
        await app.StartAsync();
        using var client = Services.ClientOf(app);

        var response = await client.GetAsync("/later");
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("The thing sleeps.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.7", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/hello", 405)]
    public async Task Every_refusal_of_the_pipeline_is_a_problem(string method, string path, int status)
    {
        await using var app = Services.Create();
        app.MapGet("/hello", () => "hello");
        await app.StartAsync();
        using var client = Services.ClientOf(app);

        var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_413_on_a_real_connection(bool chunked)
    {
        await using var app = Services.Create();
        app.MapPost("/take", async (Microsoft.AspNetCore.Http.HttpRequest request) =>
        {
            var (body, problem) = await JsonBody.ReadAsync(request);
            body?.Dispose();
            return problem ?? Microsoft.AspNetCore.Http.Results.Ok();
        });
        await app.StartAsync();
        using var client = Services.ClientOf(app);
        var request = new HttpRequestMessage(HttpMethod.Post, "/take")
        {
            Content = new StringContent($$"""{ "a": "{{new string('x', JsonBody.MaximumBytes)}}" }""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;

        var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public void Faults_are_bounded_in_number_and_length()
    {
        var faults = new Faults();
        for (var number = 0; number < 10_000; number++)
        {
            faults.Add($"{number}{new string('x', 10_000)}", "is not a known property");
        }

        Assert.Equal(50, faults.ByPath.Count);
        Assert.All(faults.ByPath.Keys, path => Assert.True(path.Length <= 101));
    }
}
