namespace Aspirate.Tests.Output;

public sealed class ComponentsTests
{
    private const string Resources = """
        "db": { "type": "container.v0", "image": "postgres:17", "env": { "POSTGRES_PASSWORD": "{pw.value}" }, "connectionString": "Host={db.bindings.tcp.host};Password={pw.value}",
            "volumes": [ { "name": "data", "target": "/var/lib/postgresql/data", "readOnly": false } ], "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 5432 } } },
        "migrate": { "type": "container.v0", "image": "migrate:1", "env": { "DB": "{db.connectionString}" } },
        "api": { "type": "project.v0", "path": "api/api.csproj", "env": { "DB": "{db.connectionString}" }, "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } } },
        "api-gateway": { "type": "container.v0", "image": "gateway:1", "env": { "API": "{api.bindings.http.url}", "LICENSE": "{license.value}" }, "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 80, "external": true } } },
        "pw": { "type": "parameter.v0", "value": "{pw.inputs.value}", "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22 } } } } },
        "license": { "type": "parameter.v0", "value": "{license.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } },
        "old": { "type": "executable.v0", "command": "run", "workingDirectory": "." }
        """;

    private const string Hints = """{ "resources": { "api": { "waits": [ { "resource": "db" }, { "resource": "migrate", "type": "completion" } ] } } }""";

    private static Workspace Manifest()
    {
        var workspace = new Workspace();
        return workspace.Manifest(Resources).Write("manifest.hints.json", Hints);
    }

    private static async Task<Workspace> CompleteAsync(string settings = "{}", string format = "kustomize")
    {
        var workspace = Manifest().Write("aspirate.json", settings);
        (await workspace.GenerateAsync(format, null, "--skip", "old", "--parameter", "license=L")).Succeeded();
        return workspace;
    }

    [Fact]
    public async Task Alone_a_component_needs_nothing_that_only_others_need_and_its_references_resolve()
    {
        using var workspace = Manifest();
        (await workspace.GenerateAsync()).Refused("license", "\"old\" is an executable");

        var result = (await workspace.GenerateAsync(more: ["-c", "api"])).Succeeded();

        Assert.Contains("1 of 4 workloads", result.Output, StringComparison.Ordinal);
        Assert.Equal(["api"], Directory.GetDirectories(workspace.At("out", "base")).Select(Path.GetFileName));
        // Others that call it may still do so, and the job that it waits for has the name that it has in full.
        Assert.Contains("app.kubernetes.io/name: api-gateway", workspace.Read("out", "base", "api", "networkpolicy.yaml"), StringComparison.Ordinal);
        Assert.Matches("job/migrate-[0-9a-f]{8}", workspace.Read("out", "base", "api", "deployment.yaml"));
        Assert.NotEmpty(ClusterYaml.LoadStrict(await Kubernetes.KustomizeTests.KustomizeAsync(workspace.Out)));
    }

    [Fact]
    public async Task A_reference_to_what_cannot_be_deployed_is_refused()
    {
        using var workspace = new Workspace();
        workspace.Manifest("""
            "a": { "type": "container.v0", "image": "a:1", "env": { "URL": "{old.bindings.http.url}" } },
            "old": { "type": "executable.v0", "command": "run", "workingDirectory": ".", "bindings": { "http": { "scheme": "http", "targetPort": 1 } } }
            """);

        (await workspace.GenerateAsync(more: ["-c", "a"])).Refused("$.resources.a.env.URL", "\"old\" is left out");
    }

    [Fact]
    public async Task In_a_complete_folder_nothing_of_the_others_changes()
    {
        using var workspace = await CompleteAsync("""
            { "environments": { "staging": { "namespace": "shop-staging", "resources": { "api": { "replicas": 2, "env": { "X": "1" } }, "db": { "env": { "Y": "2" } }, "api-gateway": { "replicas": 3 } } }, "production": { "namespace": "shop" } } }
            """);
        var before = workspace.AllOutput();

        foreach (var name in new[] { "api", "db", "api-gateway", "migrate" })
        {
            var result = (await workspace.GenerateAsync(more: ["--components", name, "--parameter", "license=L"])).Succeeded();
            Assert.Contains("nothing changed", result.Output, StringComparison.Ordinal);
            Assert.Equal(before, workspace.AllOutput());
        }
    }

    [Fact]
    public async Task One_after_the_other_they_make_the_complete_output()
    {
        const string Settings = """{ "environments": { "production": { "namespace": "shop" }, "staging": { "resources": { "api": { "env": { "X": "1" } }, "api-gateway": { "replicas": 3 }, "db": { "env": { "Y": "2" } } } } } }""";
        using var complete = await CompleteAsync(Settings);
        using var workspace = Manifest().Write("aspirate.json", Settings);
        File.Copy(complete.At("aspirate-secrets.json"), workspace.At("aspirate-secrets.json"));

        foreach (var name in new[] { "api-gateway", "db", "api", "migrate" })
        {
            (await workspace.GenerateAsync(more: ["-c", name])).Succeeded();
            Assert.NotEmpty(ClusterYaml.LoadStrict(await Kubernetes.KustomizeTests.KustomizeAsync(workspace.Out)));
            Assert.Equal(name != "migrate", File.Exists(workspace.At("out", ".aspirate-components.json")));
        }

        Assert.Equal(complete.AllOutput().Replace(complete.Folder, "", StringComparison.Ordinal), workspace.AllOutput().Replace(workspace.Folder, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_reaches_the_files_of_its_component_alone()
    {
        using var workspace = await CompleteAsync("""{ "environments": { "staging": { "resources": { "api": { "env": { "X": "1" } }, "db": { "env": { "Y": "2" } } } } } }""");
        var database = workspace.Read("out", "base", "db", "statefulset.yaml");
        workspace.Manifest(Resources.Replace("postgres:17", "postgres:18", StringComparison.Ordinal).Replace("\"env\": { \"DB\": \"{db.connectionString}\" }, \"bindings\"", "\"env\": { \"DB\": \"{db.connectionString}\", \"NEW\": \"1\" }, \"bindings\"", StringComparison.Ordinal));

        var result = (await workspace.GenerateAsync(more: ["--components", "api", "pw"])).Succeeded();

        Assert.Contains("NEW: \"1\"", workspace.Read("out", "base", "api", "config.yaml"), StringComparison.Ordinal);
        Assert.Equal(database, workspace.Read("out", "base", "db", "statefulset.yaml"));
        Assert.DoesNotContain("removed", result.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.At("out", ".aspirate-components.json")));
        Assert.NotEmpty(ClusterYaml.LoadStrict(await Kubernetes.KustomizeTests.KustomizeAsync(workspace.Out)));
        Assert.NotEmpty(ClusterYaml.LoadStrict(await Kubernetes.KustomizeTests.KustomizeAsync(workspace.At("out", "overlays", "staging"))));
    }

    [Fact]
    public async Task Applying_what_was_generated_alone_deletes_nothing_of_the_others()
    {
        using var workspace = Manifest();
        (await workspace.GenerateAsync(more: ["--components", "api,migrate"])).Succeeded();
        var cluster = new Cluster.FakeCluster(workspace);
        workspace.Write("cluster/list.json", """
            { "items": [ { "kind": "ConfigMap", "metadata": { "name": "api-config-0000000000" } }, { "kind": "ConfigMap", "metadata": { "name": "api-gateway-config-0000000000" } }, { "kind": "StatefulSet", "metadata": { "name": "db" } } ] }
            """);

        var result = (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive")).Succeeded();

        Assert.Contains("delete  ConfigMap/api-config-0000000000", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("delete  ConfigMap/api-gateway", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("delete  StatefulSet/db", result.Output, StringComparison.Ordinal);
        Assert.Contains("left as they are, for they were not generated: db, api-gateway", result.Output, StringComparison.Ordinal);
        Assert.Single(cluster.Calls, c => c.Contains(" delete ", StringComparison.Ordinal));

        // Once everything was generated, what is not there was removed.
        (await workspace.GenerateAsync(more: ["--skip", "old", "--parameter", "license=L"])).Succeeded();
        Assert.False(File.Exists(workspace.At("out", ".aspirate-components.json")));
    }

    [Theory]
    [InlineData("compose")]
    [InlineData("helm")]
    public async Task A_chart_and_a_Compose_file_hold_the_components_alone(string format)
    {
        using var workspace = await CompleteAsync(format: format);

        var result = (await workspace.GenerateAsync(format, null, "-c", "api", "-c", "db")).Succeeded();

        Assert.Contains("holds these components and nothing else", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("migrate:1", workspace.AllOutput(), StringComparison.Ordinal);
        Assert.DoesNotContain("wait-for-migrate", workspace.AllOutput(), StringComparison.Ordinal);
        if (format == "compose")
        {
            Assert.Contains("condition: service_healthy", workspace.Read("out", "docker-compose.yaml"), StringComparison.Ordinal);
            await ExternalProgram.RunAsync("docker-compose", workspace.Out, "config", "--quiet");
        }
    }

    [Fact]
    public async Task Names_that_are_not_there_are_told_and_refused_only_when_none_is()
    {
        using var workspace = Manifest();

        var result = (await workspace.GenerateAsync(more: ["-c", "db", "-c", "frontend"])).Succeeded();
        Assert.Contains("note: --components names \"frontend\", which the manifest does not have", result.Output, StringComparison.Ordinal);
        (await workspace.GenerateAsync(more: ["-c", "frontend", "backend"])).Refused("--components", "\"frontend\", \"backend\"", "it has db, migrate, api");
    }

    [Theory]
    [InlineData("resources: [")]
    [InlineData("resources:\n- { a: b }\n")]
    [InlineData("resources:\n- 1\n")]
    [InlineData("resources: []\npatches:\n- patch: 1\n")]
    public async Task A_kustomization_that_cannot_be_read_is_left_alone_and_named(string text)
    {
        using var workspace = await CompleteAsync();
        workspace.Write("out/base/kustomization.yaml", text);

        (await workspace.GenerateAsync(more: ["-c", "api"])).Refused(workspace.At("out", "base", "kustomization.yaml"), "without --components");
        Assert.Equal(text, workspace.Read("out", "base", "kustomization.yaml"));
    }

    [Fact]
    public async Task A_list_of_components_that_cannot_be_read_stops_applying()
    {
        using var workspace = Manifest();
        (await workspace.GenerateAsync(more: ["-c", "api"])).Succeeded();
        var cluster = new Cluster.FakeCluster(workspace);
        workspace.Write("out/.aspirate-components.json", "{");

        (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive")).Refused(".aspirate-components.json cannot be read");
        Assert.Empty(Directory.GetFiles(workspace.At("cluster"), "applied-*"));
    }
}
