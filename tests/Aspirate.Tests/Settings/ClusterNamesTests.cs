namespace Aspirate.Tests.Settings;

/// <summary>What a cluster would refuse is refused where the user chose it.</summary>
public sealed class ClusterNamesTests
{
    private const string Web = """ "web": { "type": "container.v0", "image": "web:1", "bindings": { "http": { "scheme": "http", "targetPort": 8080, "external": true } } } """;

    [Theory]
    [InlineData("""{ "namespace": "My_Shop" }""", "$.namespace", "DNS label")]
    [InlineData("""{ "ingress": { "class": "Nginx Public" } }""", "$.ingress.class", "name of an object")]
    [InlineData("""{ "ingress": { "clusterIssuer": "-letsencrypt" } }""", "$.ingress.clusterIssuer", "name of an object")]
    [InlineData("""{ "ingress": { "controllerNamespace": "a.b" } }""", "$.ingress.controllerNamespace", "DNS label")]
    [InlineData("""{ "resources": { "web": { "ingress": { "tlsSecret": "Web TLS" } } } }""", "$.resources.web.ingress.tlsSecret", "name of an object")]
    [InlineData("""{ "resources": { "web": { "ingress": { "annotations": { "a/b/c": "1" } } } } }""", "$.resources.web.ingress.annotations['a/b/c']", "key of an annotation")]
    [InlineData("""{ "resources": { "web": { "annotations": { "bad key!": "x" } } } }""", "$.resources.web.annotations['bad key!']", "key of an annotation")]
    [InlineData("""{ "resources": { "web": { "storage": { "class": "Fast SSD" } } } }""", "$.resources.web.storage.class", "name of an object")]
    [InlineData("""{ "resources": { "web": { "security": { "addCapabilities": ["chown"] } } } }""", "$.resources.web.security.addCapabilities[0]", "name of a capability")]
    [InlineData("""{ "resources": { "web": { "security": { "writablePaths": ["/tmp", "cache"] } } } }""", "$.resources.web.security.writablePaths[1]", "absolute path")]
    [InlineData("""{ "resources": { "web": { "security": { "writablePaths": ["/tmp", 7] } } } }""", "$.resources.web.security.writablePaths[1]", "")]
    [InlineData("""{ "resources": { "web": { "probes": { "readiness": { "path": "health" } } } } }""", "$.resources.web.probes.readiness.path", "slash")]
    public async Task Choices_in_the_settings_are_checked(string settings, string path, string complaint)
    {
        using var workspace = new Workspace();
        workspace.Manifest(Web);
        workspace.Write("aspirate.json", settings);

        (await workspace.GenerateAsync()).Refused("1 problem, nothing was written", path, complaint);
    }

    [Fact]
    public async Task Choices_on_the_command_line_are_checked_and_all_told_at_once()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Web);

        (await workspace.GenerateAsync(more: ["--namespace", "My Shop", "--ingress-domain", "shop_example"]))
            .Refused("2 problems", "--namespace", "--ingress-domain");
    }

    [Fact]
    public async Task Usual_names_are_taken()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Web);
        workspace.Write("aspirate.json", """
            { "namespace": "shop-1", "ingress": { "class": "nginx.public", "clusterIssuer": "letsencrypt-prod", "domain": "shop.example.com" },
              "resources": { "web": { "annotations": { "example.com/team": "A b", "plain_Key.1": "" }, "security": { "addCapabilities": ["NET_BIND_SERVICE", "ALL"], "writablePaths": ["/var/cache"] } } } }
            """);

        (await workspace.GenerateAsync()).Succeeded();
    }
}
