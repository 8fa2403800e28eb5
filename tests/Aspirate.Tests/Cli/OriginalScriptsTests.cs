using Aspirate.Tests.Cluster;
using Aspirate.Tests.Images;

namespace Aspirate.Tests.Cli;

/// <summary>Scripts as people wrote them for the original, run as they are in the AppHost's folder.</summary>
public sealed class OriginalScriptsTests : IDisposable
{
    private const string Resources = """
        "sql": { "type": "container.v0", "image": "postgres:17", "env": { "POSTGRES_PASSWORD": "{sql-password.value}" }, "connectionString": "Host={sql.bindings.tcp.host};Password={sql-password.value}",
            "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 5432 } } },
        "webapi": { "type": "dockerfile.v0", "path": "webapi/Dockerfile", "context": "webapi", "env": { "DB": "{sql.connectionString}" }, "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 8080 } } },
        "sql-password": { "type": "parameter.v0", "value": "{sql-password.inputs.value}", "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 22 } } } } }
        """;

    private readonly Workspace _workspace = new();
    private readonly FakeCluster _cluster;

    public OriginalScriptsTests()
    {
        _workspace.Manifest(Resources).Write("webapi/Dockerfile", "FROM scratch\n");
        _cluster = new(_workspace, "docker-desktop,other");
        File.Copy(new FakeEngine(_workspace).Path, _workspace.At("bin", "docker"));
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("""
        init -cr 127.0.0.1:1 -ct latest --disable-secrets true --non-interactive
        generate -m ./manifest.json --image-pull-policy IfNotPresent --include-dashboard true --disable-secrets true --non-interactive
        apply --non-interactive -k docker-desktop --disable-secrets true
        destroy --non-interactive -k docker-desktop
        """)]
    [InlineData("""
        build --non-interactive -m ./manifest.json
        generate --non-interactive -m ./manifest.json --skip-build --secret-password someSecret --image-pull-policy IfNotPresent --include-dashboard true -sh
        apply --non-interactive --secret-password someSecret -k docker-desktop
        apply --secret-password someSecret -k docker-desktop --rolling-restart
        build --non-interactive -m ./manifest.json
        destroy -k docker-desktop
        """)]
    [InlineData("""
        init --non-interactive --container-registry 127.0.0.1:1 --container-repository-prefix me
        generate -m manifest.json --non-interactive --include-dashboard --secret-password pw --namespace aspirate --image-pull-policy Always --container-registry 127.0.0.1:1 --container-repository-prefix me
        generate -m manifest.json --output-format helm --secret-password pw --non-interactive --include-dashboard --container-registry 127.0.0.1:1 --container-build-arg "platform"="linux/amd64" --container-build-arg "version=latest"
        """)]
    [InlineData("""
        generate -m manifest.json --output-format compose --image-pull-policy Always --include-dashboard true --disable-secrets true --non-interactive
        generate -m manifest.json --non-interactive --project-path . --output-format compose --output-path ./deploy/aspire/compose --container-build-context . --disable-secrets
        """)]
    [InlineData("""
        build -m manifest.json --container-registry 127.0.0.1:1 --non-interactive --project-path . --container-image-tag latest --container-image-tag 6
        generate -m manifest.json --non-interactive -c sql -c sql-password -c webapi -c frontend --secret-password pw
        """)]
    [InlineData("""
        run -m ./manifest.json --non-interactive --skip-build --secret-password pw --namespace shop --include-dashboard false --clear-namespace true --image-pull-policy IfNotPresent --private-registry --private-registry-url registry.example.com --private-registry-username me --private-registry-password p -k docker-desktop
        stop --non-interactive -k docker-desktop
        """)]
    public async Task It_runs_to_its_end(string script)
    {
        foreach (var line in script.Split('\n'))
        {
            (await _cluster.RunAsync(line.Replace("\"", "", StringComparison.Ordinal).Split(' '))).Succeeded();
        }
    }
}
