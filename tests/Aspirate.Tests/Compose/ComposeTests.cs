using Aspirate.Compose;
using YamlDotNet.RepresentationModel;

namespace Aspirate.Tests.Compose;

public sealed class ComposeTests
{
    private const string Resources = """
        "db": { "type": "container.v0", "image": "postgres:17", "env": { "POSTGRES_PASSWORD": "{db-password.value}" },
            "connectionString": "Host={db.bindings.tcp.host};Port={db.bindings.tcp.port};Password={db-password.value}",
            "volumes": [ { "name": "data", "target": "/var/lib/postgresql/data", "readOnly": false } ],
            "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "port": 9999, "targetPort": 5432 } } },
        "migrate": { "type": "container.v1", "build": { "context": "m", "dockerfile": "m/Dockerfile", "args": { "V": "1" } }, "env": { "ConnectionStrings__db": "{db.connectionString}", "PRICE": "$5 ${X}" } },
        "web": { "type": "project.v0", "path": "W/W.csproj", "env": { "ConnectionStrings__db": "{db.connectionString}" },
            "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "external": true } } },
        "edge": { "type": "container.v0", "image": "nginx:1", "bindMounts": [ { "source": "nginx.conf", "target": "/etc/nginx/nginx.conf", "readOnly": true } ],
            "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 8080, "external": true } } },
        "db-password": { "type": "parameter.v0", "value": "{db-password.inputs.value}", "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22, "special": false } } } } }
        """;

    private const string Hints = """
        { "resources": { "web": { "healthChecks": [ { "path": "/health" } ], "waits": [ { "resource": "db" }, { "resource": "migrate", "type": "completion" } ] }, "migrate": { "waits": [ { "resource": "db" } ] } } }
        """;

    private static async Task<Workspace> GeneratedAsync(params string[] more)
    {
        var workspace = new Workspace();
        workspace.Manifest(Resources).Write("manifest.hints.json", Hints).Write("nginx.conf", "x");
        (await workspace.GenerateAsync("compose", more: more)).Succeeded();
        return workspace;
    }

    [Fact]
    public async Task Secrets_are_variables_and_their_values_are_in_the_env_file_alone()
    {
        using var workspace = await GeneratedAsync();
        var value = workspace.Read("out", ".env").Split('\n').Single(l => l.StartsWith("DB_PASSWORD=", StringComparison.Ordinal))["DB_PASSWORD=".Length..];
        var compose = workspace.Read("out", "docker-compose.yaml");

        Assert.Matches("^[A-Za-z0-9]{22}$", value);
        Assert.DoesNotContain(value, compose, StringComparison.Ordinal);
        // Inside the network a container is reached at the port it listens on, whatever is published outside.
        Assert.Equal("Host=db;Port=5432;Password=${DB_PASSWORD:?is missing from .env}", Environment(compose, "web")["ConnectionStrings__db"]);
        Assert.Equal("$$5 $${X}", Environment(compose, "migrate")["PRICE"]);
    }

    [Fact]
    public async Task A_second_run_gives_the_same_and_leaves_what_was_added_to_the_env_file()
    {
        using var workspace = await GeneratedAsync();
        var env = workspace.At("out", ".env");
        File.WriteAllText(env, "# mine\nMINE=1\n" + File.ReadAllText(env).Replace("DB_PASSWORD=", "DB_PASSWORD=changed-", StringComparison.Ordinal));
        var before = workspace.AllOutput();
        (await workspace.GenerateAsync("compose")).Succeeded();

        Assert.Equal(before, workspace.AllOutput());
    }

    [Fact]
    public async Task Without_a_password_the_env_file_keeps_what_was_made_up()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resources).Write("nginx.conf", "x");
        string[] generate = ["generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--output-format", "compose", "--skip-build", "--non-interactive"];

        var result = (await workspace.RunAsync(generate)).Succeeded();
        Assert.Contains("secrets are kept in", result.Output, StringComparison.Ordinal);
        var before = workspace.AllOutput();
        var again = (await workspace.RunAsync([.. generate, "--no-state"])).Succeeded();

        Assert.Contains("nothing changed", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, workspace.AllOutput());
        Assert.False(File.Exists(workspace.At("aspirate-secrets.json")));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("with 'apostrophes'")]
    [InlineData("$dollars \"quoted\"")]
    [InlineData("a\"b\\c 'd'")]
    [InlineData("#= ${X}")]
    public void What_the_env_file_holds_is_read_as_it_was_written(string value)
    {
        using var workspace = new Workspace();
        var problems = new Aspirate.Problems.ProblemList();
        KeyValuePair<string, string>[] values = [new("SECRET", value)];
        EnvFile.Check(values, problems);
        Assert.False(problems.Any);

        EnvFile.Write(workspace.Folder, values);

        Assert.Equal(value, EnvFile.Read(workspace.Folder)["SECRET"]);
    }

    [Fact]
    public async Task Parameters_can_stand_as_variables_of_their_own()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resources + """
            , "app": { "type": "container.v0", "image": "app:1", "env": { "REGION": "{region.value}", "GIVEN": "{given.value}" }, "args": [ "--region={region.value}" ] },
            "region": { "type": "parameter.v0", "value": "{region.inputs.value}", "inputs": { "value": { "type": "string" } } },
            "given": { "type": "parameter.v0", "value": "{given.inputs.value}", "inputs": { "value": { "type": "string" } } }
            """).Write("nginx.conf", "x");

        var result = (await workspace.RunAsync(
            "generate", "-m", workspace.At("manifest.json"), "-o", workspace.Out, "-p", workspace.Folder, "--output-format", "compose", "--skip-build", "--non-interactive",
            "--use-env-variables-as-parameter-values", "--parameter", "given=here")).Succeeded();

        var compose = workspace.Read("out", "docker-compose.yaml");
        Assert.StartsWith("Host=db;Port=5432;Password=${DB_PASSWORD:?must be set", Environment(compose, "web")["ConnectionStrings__db"], StringComparison.Ordinal);
        Assert.StartsWith("${REGION:?must be set", Environment(compose, "app")["REGION"], StringComparison.Ordinal);
        Assert.StartsWith("--region=${REGION:?must be set", Service(compose, "app")["command"][0].ToString(), StringComparison.Ordinal);
        Assert.Equal("here", Environment(compose, "app")["GIVEN"]);
        Assert.False(File.Exists(workspace.At("out", ".env")));
        Assert.Contains("to be set when it is run: DB_PASSWORD, REGION", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_become_conditions_and_jobs_run_once()
    {
        using var workspace = await GeneratedAsync();
        var compose = workspace.Read("out", "docker-compose.yaml");
        var web = Service(compose, "web");
        var conditions = ((YamlMappingNode)web["depends_on"]).Children.ToDictionary(c => c.Key.ToString(), c => c.Value["condition"].ToString());

        Assert.Equal("service_healthy", conditions["db"]);
        Assert.Equal("service_completed_successfully", conditions["migrate"]);
        Assert.Equal("no", Service(compose, "migrate")["restart"].ToString());
        Assert.Contains("/health", web["healthcheck"]["test"].ToString(), StringComparison.Ordinal);
        Assert.Contains("5432", Service(compose, "db")["healthcheck"]["test"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_external_ports_are_published_and_each_but_once()
    {
        using var workspace = await GeneratedAsync();
        var compose = workspace.Read("out", "docker-compose.yaml");

        Assert.Equal("${WEB_HTTP_PORT:-8080}:8080", Service(compose, "web")["ports"][0].ToString());
        Assert.Equal("${EDGE_HTTP_PORT:-8081}:8080", Service(compose, "edge")["ports"][0].ToString());
        Assert.False(Service(compose, "db").Children.ContainsKey("ports"));
    }

    [Fact]
    public async Task Docker_compose_takes_the_files()
    {
        using var workspace = await GeneratedAsync();
        await ExternalProgram.RunAsync("docker-compose", workspace.Out, "config", "--quiet");
        await ExternalProgram.RunAsync("docker-compose", workspace.Out, "-f", "docker-stack.yaml", "config", "--quiet");
        Assert.DoesNotContain("depends_on", workspace.Read("out", "docker-stack.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_can_be_built_by_compose()
    {
        using var workspace = await GeneratedAsync("--compose-build", "migrate");
        var build = Service(workspace.Read("out", "docker-compose.yaml"), "migrate")["build"];

        Assert.Equal("../m", build["context"].ToString());
        Assert.Equal("Dockerfile", build["dockerfile"].ToString());
    }

    [Theory]
    [InlineData("simple", "K=simple")]
    [InlineData("a b$c\"", "K='a b$c\"'")]
    [InlineData("it's", "K=\"it's\"")]
    public void Values_are_quoted_for_every_reader(string value, string line) =>
        Assert.Equal(line + "\n", EnvFile.Merge("", [KeyValuePair.Create("K", value)]));

    [Fact]
    public void Names_that_are_there_are_not_added_again() =>
        Assert.Equal("export A=1\n#B=2\nB=x\n", EnvFile.Merge("export A=1\n#B=2", [KeyValuePair.Create("A", "9"), KeyValuePair.Create("B", "x")]));

    private static YamlMappingNode Service(string yaml, string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)stream.Documents[0].RootNode["services"][name];
    }

    private static Dictionary<string, string> Environment(string yaml, string name) =>
        ((YamlMappingNode)Service(yaml, name)["environment"]).Children.ToDictionary(c => c.Key.ToString(), c => c.Value.ToString());
}
