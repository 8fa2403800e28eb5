using Aspirate.Cli;

namespace Aspirate.Tests.Images;

public sealed class BuildTests : IDisposable
{
    // Port 1 answers nobody, so no registry is asked anything.
    private const string Registry = "127.0.0.1:1";

    private readonly Workspace _workspace = new();
    private readonly FakeEngine _engine;

    public BuildTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for docker is a shell script.");
        _engine = new(_workspace);
        _workspace.Write("web/Dockerfile", "ARG BASE=docker.invalid/node:1\nFROM ${BASE}\nARG ARG_SECRET\n").Write("web/app.js", "1").Write("web/.dockerignore", "*.md")
            .Write("jobs/Dockerfile", "FROM scratch\n").Write("jobs/job.py", "1");
    }

    public void Dispose() => _workspace.Dispose();

    private static string Dockerfile(string name, string more = "") => $$"""
        "{{name}}": { "type": "container.v1", "build": { "context": "{{name}}", "dockerfile": "{{name}}/Dockerfile"{{more}} } }
        """;

    private Task<CommandResult> BuildAsync(params string[] more) => _workspace.RunAsync(
        ["build", "-m", _workspace.At("manifest.json"), "-p", _workspace.Folder, "--non-interactive", "--disable-secrets", "--container-builder", _engine.Path, .. more.Contains("--container-registry") ? [] : (string[])["--container-registry", Registry], .. more]);

    [Fact]
    public async Task What_did_not_change_is_not_built_again_and_what_changed_is_named()
    {
        _workspace.Manifest(Dockerfile("web") + "," + Dockerfile("jobs"));
        var first = (await BuildAsync()).Succeeded();
        Assert.Contains("web: building 127.0.0.1:1/web:latest, because it was not built before", first.Output, StringComparison.Ordinal);
        Assert.Contains("2 images, 2 built", first.Output, StringComparison.Ordinal);
        var calls = _engine.Calls;

        _workspace.Write("web/README.md", "not part of the image");
        var second = (await BuildAsync()).Succeeded();
        Assert.Contains("web: nothing changed, not built", second.Output, StringComparison.Ordinal);
        Assert.Contains("2 images, nothing to build", second.Output, StringComparison.Ordinal);
        Assert.Equal(calls, _engine.Calls);

        _workspace.Write("web/app.js", "2");
        var third = (await BuildAsync()).Succeeded();
        Assert.Contains("because build context web changed", third.Output, StringComparison.Ordinal);
        Assert.Contains("2 images, 1 built", third.Output, StringComparison.Ordinal);

        var fourth = (await BuildAsync("--container-build-arg", "BASE=docker.invalid/node:2")).Succeeded();
        Assert.Contains("web: building 127.0.0.1:1/web:latest, because build argument BASE is new", fourth.Output, StringComparison.Ordinal);

        var fifth = (await BuildAsync("--rebuild")).Succeeded();
        Assert.Contains("2 images, 2 built", fifth.Output, StringComparison.Ordinal);

        var sixth = (await BuildAsync("--container-image-tag", "v2")).Succeeded();
        Assert.Contains("because it was 127.0.0.1:1/jobs:latest before", sixth.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kustomize")]
    [InlineData("helm")]
    [InlineData("compose")]
    public async Task What_is_generated_names_the_image_by_its_digest(string format)
    {
        _workspace.Manifest(Dockerfile("web"));
        (await BuildAsync()).Succeeded();

        (await _workspace.GenerateAsync(format, null, "--container-registry", Registry)).Succeeded();

        Assert.Contains($"127.0.0.1:1/web@{FakeEngine.DigestOf("127.0.0.1:1/web:latest")}", _workspace.AllOutput(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:1/web:latest", _workspace.AllOutput(), StringComparison.Ordinal);
        _workspace.Write("web/app.js", "2");
        var later = (await _workspace.GenerateAsync(format, null, "--container-registry", Registry)).Succeeded();
        Assert.Contains("note: build context web changed since the image of web was built", later.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker.invalid/node:1", false)]
    [InlineData("localhost:5000/node:1", true)]
    public async Task Podman_is_told_which_registries_have_no_TLS(string baseImage, bool told)
    {
        _workspace.Manifest(Dockerfile("web"));

        (await _workspace.RunAsync("build", "-m", _workspace.At("manifest.json"), "-p", _workspace.Folder, "--non-interactive", "--disable-secrets", "--container-builder", _engine.AsPodman(), "--container-registry", Registry, "--container-build-arg", $"BASE={baseImage}")).Succeeded();

        var calls = _engine.Calls.Split('\n');
        Assert.Equal(told, calls.Single(c => c.StartsWith("build ", StringComparison.Ordinal)).Contains("--tls-verify=false", StringComparison.Ordinal));
        Assert.StartsWith("push --tls-verify=false ", calls.Single(c => c.StartsWith("push ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(FakeEngine.DigestOf("127.0.0.1:1/web:latest"), _workspace.Read("aspirate-images.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generating_with_a_build_pins_what_it_built()
    {
        _workspace.Manifest(Dockerfile("web"));

        (await _workspace.RunAsync("generate", "-m", _workspace.At("manifest.json"), "-p", _workspace.Folder, "-o", _workspace.Out, "--non-interactive", "--disable-secrets", "--disable-state", "--container-builder", _engine.Path, "--container-registry", Registry)).Succeeded();

        Assert.Contains($"web@{FakeEngine.DigestOf("127.0.0.1:1/web:latest")}", _workspace.AllOutput(), StringComparison.Ordinal);
        Assert.False(File.Exists(_workspace.At("aspirate-images.json")));
    }

    [Fact]
    public async Task Another_tag_is_not_pinned_to_an_older_image()
    {
        _workspace.Manifest(Dockerfile("web"));
        (await BuildAsync()).Succeeded();

        (await _workspace.GenerateAsync("compose", null, "--container-registry", Registry, "--container-image-tag", "v2")).Succeeded();

        Assert.Contains("127.0.0.1:1/web:v2", _workspace.AllOutput(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_failure_is_told_with_the_last_lines_and_what_worked_is_kept()
    {
        _workspace.Write("web/broken", "").Write("more/Dockerfile", "FROM scratch").Write("more/broken", "").Manifest($"{Dockerfile("web")}, {Dockerfile("jobs")}, {Dockerfile("more")}");

        var result = await BuildAsync();

        Assert.Equal(ExitCode.ToolFailed, result.ExitCode);
        Assert.Contains("2 of 3 images could not be built", result.Error, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 7", result.Error, StringComparison.Ordinal);
        Assert.Contains($"step 25 of {_workspace.At("web")}", result.Error, StringComparison.Ordinal);
        Assert.Contains($"step 25 of {_workspace.At("more")}", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("step 2 of", result.Error, StringComparison.Ordinal);
        Assert.Contains("Build it alone to see more", result.Error, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1/jobs:latest", _workspace.Read("aspirate-images.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stage_arguments_and_secrets_reach_the_engine_and_no_value_its_command_line()
    {
        _workspace.Write("key.txt", "k").Write("web/broken", "").Manifest(Dockerfile("web", """
            , "stage": "final", "args": { "ARG_SECRET": "{token.value}" }, "secrets": { "npm": { "type": "env", "value": "{token.value}" }, "file": { "type": "file", "source": "key.txt" } }
            """) + """, "token": { "type": "parameter.v0", "value": "{token.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }""");

        var result = await BuildAsync("--parameter", "token=planted-value");

        Assert.Equal(ExitCode.ToolFailed, result.ExitCode);
        Assert.Contains($"--target final --build-arg ARG_SECRET --secret id=npm,env=ASPIRATE_BUILD_SECRET_", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains($"--secret id=file,src={_workspace.At("key.txt")}", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains("ARG_SECRET=planted-value\n", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains("DOCKER_BUILDKIT=1", _engine.Calls, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-value", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("with ***", result.Error, StringComparison.Ordinal);

        File.Delete(_workspace.At("web", "broken"));
        (await BuildAsync("--parameter", "token=planted-value")).Succeeded();
        Assert.DoesNotContain("planted-value", _workspace.Read("aspirate-images.json"), StringComparison.Ordinal);
        Assert.Contains("because build argument ARG_SECRET changed", (await BuildAsync("--parameter", "token=other")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_give_build_arguments_for_all_or_for_one()
    {
        _workspace.Manifest($"{Dockerfile("web")}, {Dockerfile("jobs")}")
            .Write("aspirate.json", """{ "build": { "args": { "BASE": "of-all:1" } }, "resources": { "web": { "build": { "args": { "ARG_SECRET": "of-web" } } } } }""");

        (await BuildAsync()).Succeeded();

        Assert.Contains("web:latest --build-arg ARG_SECRET --build-arg BASE", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains("jobs:latest\n", _engine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_all_at_once()
    {
        _workspace.Manifest(Dockerfile("web") + ", " + Dockerfile("gone") + """, "api": { "type": "project.v0", "path": "api/api.csproj" }""")
            .Write("aspirate.json", """{ "resources": { "web": { "build": { "baseImage": "node:1" } } } }""");

        (await BuildAsync("--container-build-arg", "x", "--container-base-image", "nobody=a:1", "--container-base-image", "not an image")).Refused(
            "must be NAME=VALUE or RESOURCE:NAME=VALUE", "\"nobody\", which is no project", "must be IMAGE or RESOURCE=IMAGE",
            $"\"gone\" cannot be built: there is no {_workspace.At("gone", "Dockerfile")}", $"\"api\" cannot be built: there is no {_workspace.At("api", "api.csproj")}", "is for projects; here the Dockerfile says what to start from");
        Assert.Equal("", _engine.Calls);
    }

    [Fact]
    public async Task An_argument_that_no_Dockerfile_declares_is_told_and_does_not_stop_the_build()
    {
        _workspace.Manifest(Dockerfile("web"));

        var result = (await BuildAsync("--container-build-arg", "platform=linux/amd64", "--container-build-arg", "BASE=docker.invalid/node:2")).Succeeded();

        Assert.Contains("note: --container-build-arg names platform, which no Dockerfile declares with ARG", result.Output, StringComparison.Ordinal);
        Assert.Contains("--build-arg BASE\n", _engine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_get_every_tag_and_the_first_is_deployed()
    {
        _workspace.Manifest(Dockerfile("web"));
        (await BuildAsync("--container-image-tag", "latest", "--container-image-tag", "6")).Succeeded();
        Assert.Contains("--tag 127.0.0.1:1/web:latest --tag 127.0.0.1:1/web:6", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains("push 127.0.0.1:1/web:latest\npush 127.0.0.1:1/web:6\n", _engine.Calls, StringComparison.Ordinal);

        Assert.Contains("nothing to build", (await BuildAsync("-ct", "latest", "-ct", "6")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("nothing to build", (await BuildAsync()).Succeeded().Output, StringComparison.Ordinal);
        Assert.Contains("because the tag 7 is new", (await BuildAsync("-ct", "latest", "-ct", "7")).Succeeded().Output, StringComparison.Ordinal);
        (await BuildAsync("-ct", "latest", "-ct", "not:a:tag")).Refused("\"127.0.0.1:1/web:not:a:tag\"");

        (await _workspace.GenerateAsync("compose", null, "--container-registry", Registry, "-ct", "latest", "-ct", "7")).Succeeded();
        Assert.Contains($"web@{FakeEngine.DigestOf("127.0.0.1:1/web:latest")}", _workspace.AllOutput(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_SDK_gives_a_project_every_tag_at_once()
    {
        _workspace.Write("api/api.csproj", """<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""")
            .Manifest(""" "api": { "type": "project.v0", "path": "api/api.csproj" } """)
            .Write("bin/dotnet", $"#!/bin/sh\necho \"$*\" >> {_workspace.At("dotnet.log")}\necho {FakeEngine.DigestOf("api")}\n");
#pragma warning disable CA1416 // Skipped on Windows.
        File.SetUnixFileMode(_workspace.At("bin", "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
#pragma warning restore CA1416

        (await _workspace.RunProcessAsync(
            new() { ["PATH"] = $"{_workspace.At("bin")}:{Environment.GetEnvironmentVariable("PATH")}" },
            "build", "-m", "manifest.json", "--non-interactive", "-cr", Registry, "-ct", "latest", "-ct", "6")).Succeeded();

        Assert.Contains($"-p:ContainerRepository=api -p:ContainerImageTag= -p:ContainerImageTags=\"latest;6\" -p:ContainerRegistry={Registry} ", _workspace.Read("dotnet.log"), StringComparison.Ordinal);
        Assert.Contains(FakeEngine.DigestOf("api"), _workspace.Read("aspirate-images.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_needs_nothing_that_only_the_deployment_needs()
    {
        _workspace.Manifest(Dockerfile("web", """, "args": { "ARG_SECRET": "{token.value}" }""") + ", " + Dockerfile("jobs") + """
            , "db": { "type": "container.v0", "image": "postgres:17", "env": { "PW": "{pw.value}", "KEY": "{key.value}" } },
            "cloud": { "type": "azure.bicep.v0", "path": "x.bicep" },
            "pw": { "type": "parameter.v0", "value": "{pw.inputs.value}", "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22 } } } } },
            "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string" } } },
            "token": { "type": "parameter.v0", "value": "{token.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
            """);
        string[] build = ["build", "-m", _workspace.At("manifest.json"), "-p", _workspace.Folder, "--non-interactive", "--container-builder", _engine.Path, "--container-registry", Registry];

        (await _workspace.RunAsync([.. build, "-c", "jobs"])).Succeeded();
        (await _workspace.RunAsync(build)).Refused("the parameter \"token\" has no value");
        (await _workspace.RunAsync([.. build, "--parameter", "token=planted"])).Succeeded();
        Assert.False(File.Exists(_workspace.At("aspirate-secrets.json")));

        // Kept secrets stay locked until a build asks for one.
        (await _workspace.RunAsync("secrets", "set", "token", "kept", "-p", _workspace.Folder, "--secret-password", "pw", "--non-interactive")).Succeeded();
        (await _workspace.RunAsync([.. build, "--components", "jobs"])).Succeeded();
        (await _workspace.RunAsync(build)).Refused("unlock the kept secrets with --use-secrets and --secret-password");
        Assert.Equal(ExitCode.SecretsLocked, (await _workspace.RunAsync([.. build, "--use-secrets"])).ExitCode);
        (await _workspace.RunAsync([.. build, "--use-secrets", "--secret-password", "pw"])).Succeeded();
        Assert.Contains("ARG_SECRET=kept", _engine.Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_components_are_built_with_what_they_take_files_from()
    {
        _workspace.Write("more/Dockerfile", "FROM scratch").Manifest(Dockerfile("web", """, "buildOnly": true""") + ", " + Dockerfile("more") + """
            , "jobs": { "type": "container.v1", "build": { "context": "jobs", "dockerfile": "jobs/Dockerfile" }, "containerFiles": { "web": { "destination": "./static", "sources": ["/app/dist"] } } }
            """);

        var result = (await BuildAsync("--components", "jobs")).Succeeded();

        Assert.Contains("2 images, 2 built", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("more:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_with_a_Dockerfile_is_built_from_it_where_that_is_preferred()
    {
        _workspace.Write("src/Api/Api.csproj", "<Project />").Write("src/Api/Dockerfile", "FROM scratch\nUSER 4711\n").Write("src/Shared/x.cs", "")
            .Manifest(""" "api": { "type": "project.v0", "path": "src/Api/Api.csproj", "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } } } """);
        (await BuildAsync("--prefer-dockerfile")).Succeeded();
        Assert.Contains($"build {_workspace.At("src", "Api")} --file {_workspace.At("src", "Api", "Dockerfile")} --tag 127.0.0.1:1/api:latest", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains("\"Dockerfile src/Api/Dockerfile\"", _workspace.Read("aspirate-images.json"), StringComparison.Ordinal);

        (await BuildAsync("--prefer-dockerfile", "--container-build-context", _workspace.At("src"))).Succeeded();
        Assert.Contains($"build {_workspace.At("src")} --file {_workspace.At("src", "Api", "Dockerfile")}", _engine.Calls, StringComparison.Ordinal);
        _workspace.Write("aspirate.json", """{ "containerBuildContext": "src" }""");
        Assert.Contains("nothing to build", (await BuildAsync("--prefer-dockerfile")).Succeeded().Output, StringComparison.Ordinal);

        (await _workspace.GenerateAsync("kustomize", null, "--prefer-dockerfile", "--container-registry", Registry)).Succeeded();
        var deployment = _workspace.Read("out", "base", "api", "deployment.yaml");
        Assert.Contains("runAsUser: 4711", deployment, StringComparison.Ordinal);
        Assert.Contains($"api@{FakeEngine.DigestOf("127.0.0.1:1/api:latest")}", deployment, StringComparison.Ordinal);
        Assert.Contains("containerPort: 8080", deployment, StringComparison.Ordinal);

        (await BuildAsync("--prefer-dockerfile", "-cbc", _workspace.At("nowhere"))).Refused($"there is no {_workspace.At("nowhere")}");
    }

    [Fact]
    public async Task Compose_can_build_a_project_only_from_a_Dockerfile()
    {
        _workspace.Write("api/api.csproj", "<Project />").Manifest(""" "api": { "type": "project.v0", "path": "api/api.csproj" }, "redis": { "type": "container.v0", "image": "redis:8" } """);

        (await _workspace.GenerateAsync("compose", null, "--compose-build", "api", "redis", "nobody"))
            .Refused("\"api\", which has no Dockerfile", "\"redis\", which has no Dockerfile", "\"nobody\", which the manifest does not have");
        _workspace.Write("api/Dockerfile", "FROM scratch");
        (await _workspace.GenerateAsync("compose", null, "--compose-build", "api")).Succeeded();
        Assert.Contains("context: ../api", _workspace.Read("out", "docker-compose.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_is_written_like_a_page_is_refused()
    {
        _workspace.Manifest(Dockerfile("web"));

        (await BuildAsync("--container-registry", "https://registry.example.com")).Refused("\"https://registry.example.com/web:latest\" the name of an image, which it cannot be");
        (await _workspace.GenerateAsync("compose", null, "--container-registry", "two words")).Refused("which it cannot be");
    }

    [Fact]
    public async Task Files_of_another_image_are_put_on_top()
    {
        _workspace.Manifest(Dockerfile("web", """, "buildOnly": true""") + """
            , "jobs": { "type": "container.v1", "build": { "context": "jobs", "dockerfile": "jobs/Dockerfile" }, "containerFiles": { "web": { "destination": "./static", "sources": ["/app/dist"] } } }
            """);

        var result = (await BuildAsync()).Succeeded();

        Assert.Contains("COPY --from=files0 [\"/app/dist\", \"./static\"]", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains("push 127.0.0.1:1/jobs:latest", _engine.Calls, StringComparison.Ordinal);
        Assert.Contains("2 images, 2 built", result.Output, StringComparison.Ordinal);
        _workspace.Write("web/app.js", "3");
        Assert.Contains("jobs: building 127.0.0.1:1/jobs:latest, because web, which it takes files from, is built", (await BuildAsync()).Succeeded().Output, StringComparison.Ordinal);

        (await _workspace.GenerateAsync("compose", null, "--container-registry", Registry)).Succeeded();
        Assert.DoesNotContain("web:", _workspace.Read("out", "docker-compose.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_told_with_a_way_out()
    {
        _workspace.Manifest(Dockerfile("web")).Write("silent", "#!/bin/sh\necho 'Cannot connect to the daemon' >&2\nexit 1\n");
#pragma warning disable CA1416 // Skipped on Windows.
        File.SetUnixFileMode(_workspace.At("silent"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
#pragma warning restore CA1416

        var result = await _workspace.RunAsync("build", "-m", _workspace.At("manifest.json"), "-p", _workspace.Folder, "--non-interactive", "--disable-secrets", "--container-builder", _workspace.At("silent"));

        Assert.Equal(ExitCode.ToolFailed, result.ExitCode);
        Assert.Contains("Cannot connect to the daemon", result.Error, StringComparison.Ordinal);
        Assert.Contains("--container-builder docker|podman", result.Error, StringComparison.Ordinal);
    }
}
