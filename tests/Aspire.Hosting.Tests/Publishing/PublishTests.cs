using System.Text.Json.Nodes;

namespace Aspire.Hosting.Tests.Publishing;

public sealed class PublishTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out", "out/aspire-manifest.json")]
    [InlineData("out/deep/er", "out/deep/er/aspire-manifest.json")]
    [InlineData("shop.json", "shop.json")]
    [InlineData("new/shop.JSON", "new/shop.JSON")]
    public async Task The_output_path_is_a_file_if_it_ends_in_json_and_a_folder_otherwise(string output, string expected)
    {
        await Publish(Path.Combine(_folder.Path, output), builder => builder.AddContainer("box", "image"));

        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, expected)))!;
        Assert.Equal("container.v0", (string?)manifest["resources"]!["box"]!["type"]);
        Assert.Equal(["manifest"], Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(_ => "manifest"));
    }

    [Fact]
    public async Task Without_an_output_path_there_is_nothing_to_publish_to()
    {
        await using var app = Model.ToPublish().Build();

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.RunAsync().WaitAsync(Model.Patience));
        Assert.Equal("The '--output-path [path]' option was not specified even though '--publisher manifest' argument was used.", refused.Message);
    }

    [Fact]
    public async Task A_publisher_that_is_not_there_is_named()
    {
        await using var app = Model.ToRun("--publisher", "pigeon").Build();
        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.RunAsync().WaitAsync(Model.Patience));
        Assert.Contains("'pigeon'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publisher_of_your_own_is_used_by_its_name()
    {
        var builder = Model.ToRun("--publisher", "mine");
        builder.AddContainer("box", "image");
        var mine = new Mine();
        builder.Services.AddKeyedSingleton<IDistributedApplicationPublisher>("mine", mine);
        await using var app = builder.Build();

        await app.RunAsync().WaitAsync(Model.Patience);

        Assert.Equal(["box"], mine.Seen);
    }

    [Fact]
    public async Task Resources_that_say_how_they_are_published_are_asked_in_their_order()
    {
        var builder = Model.ToRun("--operation", "publish", "--publisher", "default", "--output-path", _folder.Path);
        builder.AddContainer("box", "image").WithPublishingCallback(_ => throw new InvalidOperationException("Replaced.")).WithPublishingCallback(context => Write(context, "box"));
        builder.AddContainer("mute", "image");
        builder.AddParameter("word").WithPublishingCallback(context => Write(context, "word"));
        await using var app = builder.Build();

        await app.RunAsync().WaitAsync(Model.Patience);

        Assert.Equal(["box of box, mute, word", "word of box, mute, word"], await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "published.txt")));

        static Task Write(PublishingContext context, string name) =>
            File.AppendAllLinesAsync(Path.Combine(context.OutputPath, "published.txt"), [$"{name} of {string.Join(", ", context.Model.Resources.Select(r => r.Name))}"], context.CancellationToken);
    }

    [Fact]
    public async Task Where_nobody_says_how_there_is_nothing_to_publish()
    {
        await using var app = Model.ToRun("--publisher", "default", "--output-path", _folder.Path).Build();

        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.RunAsync().WaitAsync(Model.Patience));
        Assert.Equal("No resource says how it is published with '--publisher default'. Add WithPublishingCallback to one, or use '--publisher manifest'.", refused.Message);
    }

    [Fact]
    public async Task A_callback_that_throws_leaves_the_old_manifest_as_it_was()
    {
        await Publish(_folder.Path, builder => builder.AddContainer("box", "image"));
        var before = await File.ReadAllTextAsync(Manifest);

        await Assert.ThrowsAsync<InvalidOperationException>(() => Publish(_folder.Path, builder =>
            builder.AddContainer("box", "image").WithManifestPublishingCallback((Action<ManifestPublishingContext>)(_ => throw new InvalidOperationException("no")))));

        Assert.Equal(before, await File.ReadAllTextAsync(Manifest));
        Assert.Equal([Manifest], Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task A_value_that_only_a_run_can_know_fails_with_the_endpoint_named()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Publish(_folder.Path, builder =>
        {
            var box = builder.AddContainer("box", "image").WithHttpEndpoint(targetPort: 80);
            box.WithEnvironment(context => context.EnvironmentVariables["URL"] = box.GetEndpoint("http").Url);
        }));

        Assert.Equal("The endpoint `http` is not allocated for the resource `box`.", refused.Message);
    }

    [Fact]
    public async Task Paths_are_relative_to_the_manifest_with_forward_slashes()
    {
        await Publish(Path.Combine(_folder.Path, "out", "deep"), builder =>
            builder.AddExecutable("tool", "run", Path.Combine(_folder.Path, "src", "tool")).WithArgs("x"));

        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "out", "deep", "aspire-manifest.json")))!;
        Assert.Equal("../../src/tool", (string?)manifest["resources"]!["tool"]!["workingDirectory"]);
    }

    [Fact]
    public async Task Http2_reaches_the_manifest()
    {
        await Publish(_folder.Path, builder => builder.AddContainer("box", "image").AsHttp2Service().WithHttpEndpoint(targetPort: 80));
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(Manifest))!;
        Assert.Equal("http2", (string?)manifest["resources"]!["box"]!["bindings"]!["http"]!["transport"]);
    }

    private string Manifest => Path.Combine(_folder.Path, "aspire-manifest.json");

    private static async Task Publish(string output, Action<DistributedApplicationBuilder> declare)
    {
        var builder = Model.ToPublish("--output-path", output);
        declare(builder);
        await using var app = builder.Build();
        await app.RunAsync().WaitAsync(Model.Patience);
    }

    private sealed class Mine : IDistributedApplicationPublisher
    {
        public string[] Seen { get; private set; } = [];

        public Task PublishAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
        {
            Seen = [.. model.Resources.Select(r => r.Name)];
            return Task.CompletedTask;
        }
    }
}
