using Aspirate.Cli;

namespace Aspirate.Tests.Cli;

/// <summary>Command lines that were written for the original tool.</summary>
public sealed class OptionsTests
{
    private const string Common = "-p . --project-path . --non-interactive --disable-secrets --disable-state --no-state -lp OnPremises --launch-profile OnPremises --secret-password x --secret-provider Password";
    private const string Images = "-m m.json --aspire-manifest m.json --container-builder podman -cbc . --container-build-context . -cba A=1 --container-build-arg B=2 --prefer-dockerfile -ct latest --container-image-tag v2 -cr localhost:5000 --container-registry localhost:5000 -crp me --container-repository-prefix me --runtime-identifier linux-arm64";
    private const string PullSecret = "--private-registry true --private-registry-url r --private-registry-username u --private-registry-password p --private-registry-email e@e";

    [Theory]
    [InlineData("init", "--container-builder docker -cba A=1 -cbc . -cr r -crp p -ct t -tp templates --template-path templates")]
    [InlineData("build", $"{Images} -c a -c b --components a b --compose-build a --use-secrets --verify-image-age")]
    [InlineData("generate", $"{Images} {PullSecret} -o out --output-path out --skip-build -sf --skip-final --skip-final-kustomize-generation -sh --skip-hem --skip-helm-generation --image-pull-policy Always --namespace n --output-format helm --include-dashboard --with-dashboard false --compose-build a --replace-secrets -pa a=1 --parameter b=2 --use-env-variables-as-parameter-values -c a --components b c")]
    [InlineData("run", $"{Images} {PullSecret} --skip-build --verify-image-age false --image-pull-policy Never --namespace n --include-dashboard true --clear-namespace -em --enable-minikube-mount")]
    [InlineData("apply", "-i in --input-path in -k c --kube-context c -r --rolling-restart -dm --disable-minikube-mount -em --enable-minikube-mount")]
    [InlineData("destroy", "-i in --input-path in -k c --kube-context c -dm")]
    [InlineData("stop", "-em --enable-minikube-mount")]
    public void A_verb_takes_every_option_of_the_original(string verb, string options)
    {
        var root = AspirateCommand.Build(TextWriter.Null);
        foreach (var option in $" {Common} {options}".Split(" -").Skip(1))
        {
            var errors = root.Parse([verb, .. $"-{option}".Split(' ')]).Errors;
            Assert.True(errors.Count == 0, $"{verb} -{option}: {string.Join(' ', errors.Select(e => e.Message))}");
        }
    }

    [Theory]
    [InlineData("--no-such-option", "generate")]
    [InlineData("--output-format", "apply")]
    public async Task What_no_verb_has_is_refused(string option, string verb)
    {
        using var workspace = new Workspace();

        (await workspace.RunAsync(verb, option, "x")).Refused(option);
    }

    [Fact]
    public async Task Every_option_can_come_from_its_variable()
    {
        using var workspace = new Workspace();
        workspace.Manifest("""
            "a": { "type": "container.v0", "image": "a:1", "env": { "X": "{x.value}", "Y": "{y.value}" } },
            "b": { "type": "dockerfile.v0", "path": "b/Dockerfile", "context": "b", "env": { "X": "{x.value}" } },
            "c": { "type": "container.v0", "image": "c:1" },
            "x": { "type": "parameter.v0", "value": "{x.inputs.value}", "inputs": { "value": { "type": "string" } } },
            "y": { "type": "parameter.v0", "value": "{y.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
            """);

        (await workspace.RunProcessAsync(
            new()
            {
                ["ASPIRATE_PROJECT_PATH"] = workspace.Folder,
                ["ASPIRATE_ASPIRE_MANIFEST_PATH"] = workspace.At("manifest.json"),
                ["ASPIRATE_OUTPUT_PATH"] = workspace.Out,
                ["ASPIRATE_SKIP_BUILD"] = "true",
                ["ASPIRATE_NON_INTERACTIVE"] = "1",
                ["ASPIRATE_SECRET_PASSWORD"] = "pw",
                ["ASPIRATE_IMAGE_PULL_POLICY"] = "always",
                ["ASPIRATE_NAMESPACE"] = "shop",
                ["ASPIRATE_CONTAINER_REGISTRY"] = "registry.example.com",
                ["ASPIRATE_CONTAINER_REPOSITORY_PREFIX"] = "team",
                ["ASPIRATE_CONTAINER_IMAGE_TAG"] = "v7,latest",
                ["ASPIRATE_PARAMETER_VALUE"] = "x=one, two; three\ny=planted",
                ["ASPIRATE_COMPONENTS"] = "a, b",
                ["ASPIRATE_INCLUDE_DASHBOARD"] = "true",
                ["ASPIRATE_PRIVATE_REGISTRY"] = "true",
                ["ASPIRATE_PRIVATE_REGISTRY_USERNAME"] = "puller",
                ["ASPIRATE_PRIVATE_REGISTRY_PASSWORD"] = "@secret",
                ["ASPIRATE_TEMPLATE_PATH"] = "templates",
            },
            "generate")).Succeeded();

        var output = workspace.AllOutput();
        Assert.Contains("image: registry.example.com/team/b:v7", output, StringComparison.Ordinal);
        Assert.Contains("imagePullPolicy: Always", output, StringComparison.Ordinal);
        Assert.Contains("X: one, two; three", output, StringComparison.Ordinal);
        Assert.Contains("namespace: shop", output, StringComparison.Ordinal);
        Assert.True(File.Exists(workspace.At("out", "base", "shared", "registry-credentials.yaml")));
        Assert.True(Directory.Exists(workspace.At("out", "base", "aspire-dashboard")));
        Assert.False(Directory.Exists(workspace.At("out", "base", "c")));
    }

    [Fact]
    public async Task Help_shows_no_value_of_a_variable()
    {
        using var workspace = new Workspace();

        var help = (await workspace.RunProcessAsync(
            new() { ["ASPIRATE_SECRET_PASSWORD"] = "planted", ["ASPIRATE_PRIVATE_REGISTRY_PASSWORD"] = "planted", ["ASPIRATE_PARAMETER_VALUE"] = "a=planted" }, "generate", "--help")).Succeeded();

        Assert.DoesNotContain("planted", help.Output, StringComparison.Ordinal);
        Assert.Contains("[default: aspirate-output]", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_verb_help_is_shown_and_an_unknown_one_is_named()
    {
        using var workspace = new Workspace();

        Assert.Contains("generate", (await workspace.RunAsync()).Succeeded().Output, StringComparison.Ordinal);
        (await workspace.RunAsync("generat", "-x")).Refused("there is no \"generat\"; there are init, generate, build, apply");
        (await workspace.RunAsync("rollout", "begin")).Refused("rollout: there is no \"begin\"; there are start, set, promote");
    }

    [Fact]
    public async Task A_flag_on_the_command_line_goes_before_its_variable()
    {
        using var workspace = new Workspace();
        workspace.Manifest(""" "a": { "type": "container.v0", "image": "a:1" } """);

        (await workspace.RunProcessAsync(
            new() { ["ASPIRATE_INCLUDE_DASHBOARD"] = "true", ["ASPIRATE_SKIP_FINAL_KUSTOMIZE_GENERATION"] = "true" },
            "generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--skip-build", "--non-interactive", "--include-dashboard", "false", "--skip-final", "false")).Succeeded();

        Assert.False(Directory.Exists(workspace.At("out", "base", "aspire-dashboard")));
        Assert.True(File.Exists(workspace.At("out", "kustomization.yaml")));
    }

    [Theory]
    [InlineData("--skip-hem", "--skip-helm-generation has no effect: a chart is written only")]
    [InlineData("-em", "--enable-minikube-mount has no effect: files of bind mounts travel in ConfigMaps")]
    [InlineData("-dm", "--disable-minikube-mount has no effect")]
    [InlineData("--verify-image-age", "--verify-image-age has no effect: what is deployed is the digest")]
    [InlineData("--template-path=./templates", "--template-path has no effect: there are no templates")]
    [InlineData("--use-env-variables-as-parameter-values", "--use-env-variables-as-parameter-values has no effect: only Compose")]
    public async Task An_option_without_effect_is_taken_and_said_to_be_so_in_one_line(string option, string said)
    {
        using var workspace = new Workspace();
        workspace.Manifest(""" "a": { "type": "container.v0", "image": "a:1" } """);

        var result = (await workspace.GenerateAsync(more: option)).Succeeded();

        Assert.Single(result.Output.Split('\n'), line => line.Contains(said, StringComparison.Ordinal));
        Assert.Contains("no effect", (await workspace.RunAsync("generate", "--help")).Succeeded().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no effect", (await workspace.GenerateAsync(more: "--enable-minikube-mount=false")).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stray_word_after_a_tag_is_refused()
    {
        using var workspace = new Workspace();
        workspace.Manifest("");

        (await workspace.GenerateAsync(more: ["-ct", "latest", "stray"])).Refused("'stray'");
    }

    [Theory]
    [InlineData("--image-pull-policy", "Sometimes", "Always, IfNotPresent or Never")]
    [InlineData("--secret-provider", "Vault", "Password or Base64")]
    public async Task A_value_that_is_none_of_those_allowed_is_refused_with_these(string option, string value, string allowed)
    {
        using var workspace = new Workspace();
        workspace.Manifest("");

        (await workspace.GenerateAsync(more: [option, value])).Refused(option, $"\"{value}\"", allowed);
    }

    [Fact]
    public async Task With_the_provider_base64_no_password_is_needed()
    {
        using var workspace = new Workspace();
        workspace.Manifest(SettingsTests.MadeUpSecret);
        string[] generate = ["generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--skip-build", "--non-interactive"];

        (await workspace.RunAsync(generate)).Refused("--secret-password");
        var result = (await workspace.RunAsync([.. generate, "--secret-provider", "Base64"])).Succeeded();

        Assert.Contains("holds secrets in the clear; do not commit it", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_state_disabled_nothing_is_kept_and_that_is_told()
    {
        using var workspace = new Workspace();
        workspace.Manifest(SettingsTests.MadeUpSecret);

        var result = (await workspace.RunAsync("generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--skip-build", "--non-interactive", "--disable-state", "--include-dashboard")).Succeeded();

        Assert.Contains("the next run makes others: aspire-dashboard-otlp-key, aspire-dashboard-token, key", result.Output, StringComparison.Ordinal);
        Assert.Equal(["manifest.json"], Directory.GetFiles(workspace.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_pull_secret_needs_no_file_of_secrets_when_its_password_is_given()
    {
        using var workspace = new Workspace();
        workspace.Manifest(""" "a": { "type": "container.v0", "image": "a:1" } """);

        (await workspace.RunAsync(
            "generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--skip-build", "--non-interactive",
            "--private-registry", "--private-registry-url", "registry.example.com", "--private-registry-username", "me", "--private-registry-password", "@p4ss")).Succeeded();

        var secret = ClusterYaml.LoadFolder(workspace.At("out", "base")).OfType<k8s.Models.V1Secret>().Single();
        Assert.Contains("\"password\":\"@p4ss\"", System.Text.Encoding.UTF8.GetString(secret.Data[".dockerconfigjson"]), StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.At("aspirate-secrets.json")));
    }

    [Fact]
    public async Task Options_can_stand_in_a_file_named_with_an_at_sign()
    {
        using var workspace = new Workspace();
        workspace.Manifest("").Write("options.rsp", "# mine\n--skip-build --non-interactive\n");

        (await workspace.RunAsync("generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "@" + workspace.At("options.rsp"))).Succeeded();
    }

    [Fact]
    public async Task A_file_of_options_that_names_itself_is_refused()
    {
        using var workspace = new Workspace();
        workspace.Write("self.rsp", $"--skip-build @{workspace.At("self.rsp")}\n");

        (await workspace.RunAsync("generate", "@" + workspace.At("self.rsp"))).Refused("names another file of options");
    }

    [Theory]
    [InlineData("""{ "namespace": "x", "secrets": { "salt": "AA==", "hash": "AA==", "secrets": { "sql-password": { "value": "x" } } } }""", true)]
    [InlineData("""{ "secrets": { "secrets": {} } }""", false)]
    [InlineData("{", false)]
    public async Task Secrets_that_the_original_kept_are_told_about(string state, bool told)
    {
        using var workspace = new Workspace();
        workspace.Manifest(SettingsTests.MadeUpSecret).Write("aspirate-state.json", state);

        Assert.Equal(told, (await workspace.GenerateAsync()).Succeeded().Output.Contains("aspirate-state.json holds secrets of the original", StringComparison.Ordinal));
        Assert.DoesNotContain("aspirate-state.json", (await workspace.GenerateAsync()).Succeeded().Output, StringComparison.Ordinal);
    }
}
