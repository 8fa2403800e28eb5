namespace Aspirate.Tests.Manifest;

public sealed class HostileManifestTests
{
    [Fact]
    public async Task All_problems_are_told_at_once_with_their_paths_and_nothing_is_written()
    {
        using var workspace = new Workspace();
        workspace.Manifest("""
            "a": { "type": "value.v0", "connectionString": "{b.connectionString}" },
            "b": { "type": "value.v0", "connectionString": "{a.connectionString}" },
            "bicep": { "type": "azure.bicep.v0", "path": "x.bicep" },
            "tool": { "type": "executable.v0", "command": "make", "workingDirectory": "." },
            "odd": { "error": "This resource does not support generation in the manifest." },
            "web": { "type": "container.v0", "image": "nginx:1", "env": { "X": "{missing.bindings.http.url}", "Y": "{web.bindings.nope.url}", "Z": 5 } },
            "neither": { "type": "container.v1" }
            """);

        (await workspace.GenerateAsync()).Refused(
            "$.resources.bicep", "azure.bicep.v0", "$.resources.tool", "PublishAsDockerFile", "$.resources.odd",
            "$.resources.web.env.X", "no resource \"missing\"", "$.resources.web.env.Y", "$.resources.web.env.Z", "must be a string",
            "refers to itself", "$.resources.neither");
        Assert.False(Directory.Exists(workspace.Out));
        Assert.False(File.Exists(workspace.At("aspirate-secrets.json")));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("/abs")]
    [InlineData("a\\u0000b")]
    [InlineData("")]
    public async Task A_name_that_looks_like_a_path_is_refused(string name)
    {
        using var workspace = new Workspace();
        workspace.Manifest($$""" "{{name}}": { "type": "container.v0", "image": "nginx:1" } """);

        (await workspace.GenerateAsync()).Refused();
        Assert.False(Directory.Exists(workspace.Out));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "resources": [] }""")]
    [InlineData("""{ "resources": { "a": 1 } }""")]
    [InlineData("""{ "resources": { "a": { "type": 1 } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x", "bindings": { "http": { "scheme": "http", "targetPort": 99999 } } } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x y; rm -rf /" } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x" }, "a": { "type": "container.v0", "image": "y" } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x", "env": { "K": "1", "K": "2" } } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x", "env": { "K": "\ud800" } } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x", "env": { "K": "a\u0000b" } } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x", "env": { "a b": "1" } } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x", "volumes": [ { "name": "v", "target": "/a/../../b", "readOnly": false } ] } } }""")]
    [InlineData("""{ "resources": { "a": { "type": "container.v0", "image": "x", "bindMounts": [ { "source": "nowhere", "target": "/a", "readOnly": true } ] } } }""")]
    public async Task What_cannot_be_right_is_refused(string manifest)
    {
        using var workspace = new Workspace();
        workspace.Write("manifest.json", manifest);

        var result = (await workspace.GenerateAsync()).Refused("$");
        Assert.Contains("nothing was written", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Out));
    }

    [Fact]
    public async Task Ten_megabytes_in_a_variable_are_refused()
    {
        using var workspace = new Workspace();
        workspace.Manifest($$""" "a": { "type": "container.v0", "image": "x", "env": { "K": "{{new string('x', 10_000_000)}}" } } """);

        var result = (await workspace.GenerateAsync()).Refused("$.resources.a.env.K", "131072");
        Assert.True(result.Error.Length < 2000);
    }

    [Fact]
    public async Task Deep_nesting_of_json_is_refused()
    {
        using var workspace = new Workspace();
        workspace.Manifest($$""" "a": {{string.Concat(Enumerable.Repeat("{\"x\":", 5000))}}1{{new string('}', 5000)}} """);

        (await workspace.GenerateAsync()).Refused("not readable as JSON");
    }

    [Fact]
    public async Task A_chain_of_thousands_of_expressions_is_refused()
    {
        using var workspace = new Workspace();
        var chain = string.Join(",\n", Enumerable.Range(0, 5000).Select(i => $$""" "v{{i}}": { "type": "value.v0", "connectionString": "{v{{i + 1}}.connectionString}" } """));
        workspace.Manifest(chain + """, "v5000": { "type": "value.v0", "connectionString": "end" }, "a": { "type": "container.v0", "image": "x", "env": { "K": "{v0.connectionString}" } } """);

        (await workspace.GenerateAsync()).Refused("nested in more than");
    }

    [Fact]
    public async Task Expressions_that_double_again_and_again_are_refused()
    {
        using var workspace = new Workspace();
        var bomb = string.Join(",\n", Enumerable.Range(0, 60).Select(i => $$""" "v{{i}}": { "type": "value.v0", "connectionString": "{v{{i + 1}}.connectionString}{v{{i + 1}}.connectionString}" } """));
        workspace.Manifest(bomb + """, "v60": { "type": "value.v0", "connectionString": "xxxxxxxxxx" }, "a": { "type": "container.v0", "image": "x", "env": { "K": "{v0.connectionString}" } } """);

        (await workspace.GenerateAsync()).Refused("grows to more than");
    }

    [Fact]
    public async Task A_link_in_the_output_folder_is_not_followed()
    {
        using var workspace = new Workspace();
        workspace.Manifest(""" "a": { "type": "container.v0", "image": "x" } """);
        Directory.CreateDirectory(workspace.Out);
        var elsewhere = Directory.CreateDirectory(workspace.At("elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(workspace.Out, "base"), elsewhere);

        Assert.Equal(Aspirate.Cli.ExitCode.Failure, (await workspace.GenerateAsync()).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }
}
