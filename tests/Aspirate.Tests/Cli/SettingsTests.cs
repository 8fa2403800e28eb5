namespace Aspirate.Tests.Cli;

public sealed class SettingsTests
{
    public const string MadeUpSecret = """
        "web": { "type": "container.v0", "image": "web:1", "env": { "KEY": "{key.value}" } },
        "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22 } } } } }
        """;

    [Fact]
    public async Task Init_keeps_choices_and_settings_change_single_ones()
    {
        using var workspace = new Workspace();
        (await workspace.RunAsync("init", "-p", workspace.Folder, "--non-interactive", "-cr", "registry.example.com", "--namespace", "shop")).Succeeded();
        (await workspace.RunAsync("settings", "set", "resources.web.replicas", "3", "-p", workspace.Folder)).Succeeded();

        Assert.Equal("3", (await workspace.RunAsync("settings", "get", "resources.web.replicas", "-p", workspace.Folder)).Succeeded().Output.Trim());
        Assert.Contains("registry.example.com", (await workspace.RunAsync("settings", "-p", workspace.Folder)).Succeeded().Output, StringComparison.Ordinal);
        (await workspace.RunAsync("settings", "set", "resources.web.replica", "3", "-p", workspace.Folder)).Refused("did you mean \"replicas\"");
    }

    [Theory]
    [InlineData("resources.web.env.RETRIES", "1", "\"1\"")]
    [InlineData("resources.web.env.VERBOSE", "true", "\"true\"")]
    [InlineData("resources.web.replicas", "2", "2")]
    [InlineData("dashboard", "true", "true")]
    public async Task A_number_is_a_text_where_only_a_text_can_stand(string name, string value, string kept)
    {
        using var workspace = new Workspace();

        (await workspace.RunAsync("settings", "set", name, value, "-p", workspace.Folder)).Succeeded();

        Assert.Equal(kept, (await workspace.RunAsync("settings", "get", name, "-p", workspace.Folder)).Succeeded().Output.Trim());
    }

    [Fact]
    public async Task Kept_secrets_are_used_and_listed_by_name_only()
    {
        using var workspace = new Workspace();
        workspace.Manifest("""
            "web": { "type": "container.v0", "image": "web:1", "env": { "KEY": "{key.value}" } },
            "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
            """);
        (await workspace.GenerateAsync()).Refused("$.resources.key.inputs.value", "aspirate secrets set key");
        (await workspace.RunAsync("secrets", "set", "key", "planted", "-p", workspace.Folder, "--secret-password", "pw", "--non-interactive")).Succeeded();
        (await workspace.GenerateAsync()).Succeeded();
        var list = (await workspace.RunAsync("secrets", "list", "-p", workspace.Folder, "--secret-password", "pw", "--non-interactive")).Succeeded();

        Assert.Equal("key", list.Output.Trim());
        Assert.Equal(Aspirate.Cli.ExitCode.SecretsLocked, (await workspace.RunAsync("secrets", "list", "-p", workspace.Folder, "--secret-password", "other", "--non-interactive")).ExitCode);
    }

    [Fact]
    public async Task Made_up_secrets_stay_the_same_from_run_to_run()
    {
        using var workspace = new Workspace();
        workspace.Manifest("""
            "web": { "type": "container.v0", "image": "web:1", "env": { "KEY": "{key.value}" }, "bindings": { "http": { "scheme": "http", "targetPort": 80, "external": true } } },
            "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22 } } } } }
            """);
        (await workspace.GenerateAsync()).Succeeded();
        var first = workspace.AllOutput();
        var again = (await workspace.GenerateAsync()).Succeeded();

        Assert.Equal(first, workspace.AllOutput());
        Assert.Contains("nothing changed", again.Output, StringComparison.Ordinal);
        var locked = await workspace.RunAsync("generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--skip-build", "--non-interactive", "--secret-password", "other");
        Assert.Equal(Aspirate.Cli.ExitCode.SecretsLocked, locked.ExitCode);
        Assert.Equal(first, workspace.AllOutput());
    }

    [Fact]
    public async Task Without_a_password_a_made_up_secret_is_refused_and_with_secrets_disabled_it_is_kept()
    {
        using var workspace = new Workspace();
        workspace.Manifest(MadeUpSecret);
        string[] generate = ["generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--skip-build", "--non-interactive"];

        (await workspace.RunAsync(generate)).Refused("--secret-password", "--disable-secrets");
        (await workspace.RunAsync([.. generate, "--disable-secrets"])).Succeeded();
        var first = workspace.AllOutput();
        (await workspace.RunAsync([.. generate, "--disable-secrets"])).Succeeded();
        Assert.Equal(first, workspace.AllOutput());
    }

    [Fact]
    public async Task Init_keeps_what_the_original_keeps()
    {
        using var workspace = new Workspace();
        (await workspace.RunAsync(
            "init", "-p", workspace.Folder, "--non-interactive", "--disable-secrets", "true", "-cr", "localhost:5000", "-crp", "me", "-ct", "latest", "-ct", "v2", "--container-builder", "podman",
            "-cba", "BASE=node:1", "-cba", "web:X=1", "-cbc", workspace.At("src"), "--include-dashboard", "--launch-profile", "OnPremises")).Succeeded();

        var settings = (await workspace.RunAsync("settings", "-p", workspace.Folder)).Succeeded().Output;
        Assert.Equal(
            """
            {
              "version": 1,
              "containerRegistry": "localhost:5000",
              "containerRepositoryPrefix": "me",
              "containerImageTag": "latest",
              "furtherImageTags": [
                "v2"
              ],
              "containerBuilder": "podman",
              "containerBuildContext": "src",
              "build": {
                "args": {
                  "BASE": "node:1"
                }
              },
              "resources": {
                "web": {
                  "build": {
                    "args": {
                      "X": "1"
                    }
                  }
                }
              },
              "dashboard": true
            }
            """.ReplaceLineEndings("\n"),
            settings.Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_settings_file_of_the_original_is_read()
    {
        using var workspace = new Workspace();
        workspace.Manifest(""" "web": { "type": "dockerfile.v0", "path": "web/Dockerfile", "context": "web" } """)
            .Write("aspirate.json", """{ "TemplatePath": null, "ContainerSettings": { "Registry": "docker.io", "RepositoryPrefix": "me", "Tags": [ "v1", "latest" ], "Builder": "docker", "BuildArgs": null, "Context": "" } }""");

        (await workspace.GenerateAsync()).Succeeded();
        Assert.Contains("image: docker.io/me/web:v1", workspace.AllOutput(), StringComparison.Ordinal);
        (await workspace.RunAsync("settings", "set", "containerRegistry", "registry.example.com", "-p", workspace.Folder)).Succeeded();
        (await workspace.GenerateAsync()).Succeeded();
        Assert.Contains("image: registry.example.com/me/web:v1", workspace.AllOutput(), StringComparison.Ordinal);

        workspace.Write("aspirate.json", """{ "ContainerSettings": { "Registri": "docker.io" } }""");
        (await workspace.GenerateAsync()).Refused("$.ContainerSettings.Registri", "did you mean \"Registry\"?");
    }

    [Theory]
    [InlineData("logo", "show")]
    [InlineData("logo", "hide")]
    [InlineData("logo")]
    [InlineData("update-checks", "enable")]
    [InlineData("update-checks", "disable")]
    public async Task Switches_of_the_original_for_what_is_not_here_may_be_thrown(params string[] words)
    {
        using var workspace = new Workspace();

        var result = (await workspace.RunAsync(["settings", .. words])).Succeeded();

        Assert.Contains("has no effect", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_or_format_is_refused()
    {
        using var workspace = new Workspace();
        workspace.Manifest("");

        (await workspace.RunAsync("generate", "--no-such-option")).Refused("--no-such-option");
        (await workspace.GenerateAsync("swarm")).Refused("kustomize, helm or compose");
        (await workspace.RunAsync("generate", "-m", workspace.At("nowhere.json"), "--non-interactive")).Refused("no manifest");
    }
}
