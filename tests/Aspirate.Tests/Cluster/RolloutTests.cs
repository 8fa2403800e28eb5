using k8s.Models;

namespace Aspirate.Tests.Cluster;

public sealed class RolloutTests
{
    private const string Deployment = """
        { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "namespace": "shop", "uid": "1", "resourceVersion": "5", "labels": { "app.kubernetes.io/name": "web" } },
          "spec": { "replicas": 4, "selector": { "matchLabels": { "app.kubernetes.io/name": "web", "track": "stable" } },
            "template": { "metadata": { "labels": { "app.kubernetes.io/name": "web", "track": "stable" } }, "spec": { "containers": [ { "name": "web", "image": "web:1" } ] } } }, "status": { "readyReplicas": 4 } }
        """;

    private const string Service = """
        { "apiVersion": "v1", "kind": "Service", "metadata": { "name": "web", "namespace": "shop", "labels": { "app.kubernetes.io/name": "web" } },
          "spec": { "clusterIP": "10.0.0.1", "clusterIPs": [ "10.0.0.1" ], "selector": { "app.kubernetes.io/name": "web", "track": "stable" }, "ports": [ { "name": "http", "port": 80, "targetPort": "http" } ] } }
        """;

    private const string Ingress = """
        { "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": { "name": "web", "namespace": "shop", "annotations": { "cert-manager.io/issuer": "x" }, "labels": {} },
          "spec": { "ingressClassName": "nginx", "rules": [ { "host": "web.example.com", "http": { "paths": [ { "path": "/", "pathType": "Prefix", "backend": { "service": { "name": "web", "port": { "name": "http" } } } } ] } } ] } }
        """;

    private static FakeCluster Cluster(Workspace workspace)
    {
        var cluster = new FakeCluster(workspace);
        cluster.Has("Deployment", "web", Deployment);
        cluster.Has("Service", "web", Service);
        cluster.Has("Ingress", "web", Ingress);
        return cluster;
    }

    [Fact]
    public async Task Requests_come_only_after_the_canary_is_ready()
    {
        using var workspace = new Workspace();
        var cluster = Cluster(workspace);
        (await cluster.RunAsync("rollout", "start", "web", "--image", "web:2", "--weight", "30", "--namespace", "shop", "--non-interactive")).Succeeded();

        var calls = cluster.Calls.ToList();
        Assert.Equal(2, calls.Count(c => c.Contains("apply", StringComparison.Ordinal)));
        Assert.True(calls.FindIndex(c => c.Contains("rollout status deployment/web-canary", StringComparison.Ordinal)) < calls.FindLastIndex(c => c.Contains("apply", StringComparison.Ordinal)));
        Assert.DoesNotContain("Ingress", workspace.Read("cluster", "applied-0"), StringComparison.Ordinal);

        var objects = ClusterYaml.LoadFolder(workspace.At("aspirate-output", "rollouts", "web"));
        var canary = ClusterYaml.Single<V1Deployment>(objects, "web-canary");
        Assert.Equal("web:2", canary.Spec.Template.Spec.Containers[0].Image);
        Assert.Equal(2, canary.Spec.Replicas);
        Assert.Equal("canary", canary.Spec.Selector.MatchLabels["track"]);
        Assert.Null(ClusterYaml.Single<V1Service>(objects, "web-canary").Spec.ClusterIP);
        var ingress = ClusterYaml.Single<V1Ingress>(objects, "web-canary");
        Assert.Equal("30", ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/canary-weight"]);
        Assert.DoesNotContain("cert-manager.io/issuer", ingress.Metadata.Annotations.Keys);
        Assert.Equal("web-canary", ingress.Spec.Rules[0].Http.Paths[0].Backend.Service.Name);
    }

    [Fact]
    public async Task A_canary_that_does_not_become_ready_gets_nothing_and_goes()
    {
        using var workspace = new Workspace();
        var cluster = Cluster(workspace);
        cluster.NothingBecomesReady();
        var result = await cluster.RunAsync("rollout", "start", "web", "--image", "web:2", "--timeout", "1", "--non-interactive");

        Assert.Equal(Aspirate.Cli.ExitCode.RolloutFailed, result.ExitCode);
        Assert.Single(cluster.Calls, c => c.Contains(" apply ", StringComparison.Ordinal));
        Assert.Contains(cluster.Calls, c => c.Contains("delete Deployment web-canary", StringComparison.Ordinal));
        Assert.False(Directory.Exists(workspace.At("aspirate-output", "rollouts", "web")));
    }

    [Fact]
    public async Task Promoting_gives_the_stable_service_the_image_and_keeps_it()
    {
        using var workspace = new Workspace();
        var cluster = Cluster(workspace);
        workspace.Write("aspirate.json", """{ "version": 1 }""");
        cluster.Has("Deployment", "web-canary", Deployment.Replace("\"web\", \"namespace\"", "\"web-canary\", \"namespace\"", StringComparison.Ordinal).Replace("web:1", "web:2", StringComparison.Ordinal));
        (await cluster.RunAsync("rollout", "promote", "web", "--non-interactive")).Succeeded();

        var calls = cluster.Calls.ToList();
        Assert.Contains(calls, c => c.Contains("set image deployment/web web=web:2", StringComparison.Ordinal));
        Assert.True(calls.FindIndex(c => c.Contains("delete Ingress web-canary", StringComparison.Ordinal)) < calls.FindIndex(c => c.Contains("delete Deployment web-canary", StringComparison.Ordinal)));
        Assert.Contains("\"image\": \"web:2\"", workspace.Read("aspirate.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aborting_takes_the_requests_away_before_the_pods()
    {
        using var workspace = new Workspace();
        var cluster = Cluster(workspace);
        (await cluster.RunAsync("rollout", "abort", "web", "--non-interactive")).Succeeded();

        Assert.Equal(["delete Ingress web-canary", "delete Service web-canary", "delete Deployment web-canary"],
            cluster.Calls.Where(c => c.Contains("delete", StringComparison.Ordinal)).Select(c => c.Replace("--context kind ", "", StringComparison.Ordinal).Replace(" --ignore-not-found", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_weight_out_of_range_is_refused()
    {
        using var workspace = new Workspace();
        var cluster = Cluster(workspace);
        (await cluster.RunAsync("rollout", "start", "web", "--image", "web:2", "--weight", "101", "--non-interactive")).Refused("from 0 to 100");
        (await cluster.RunAsync("rollout", "set", "web", "--weight", "5", "--non-interactive")).Refused("no canary");
    }

    [Fact]
    public async Task Every_step_can_be_written_for_others_to_apply()
    {
        using var workspace = new Workspace();
        workspace.Manifest(""" "web": { "type": "project.v0", "path": "W/W.csproj", "bindings": { "http": { "scheme": "http", "external": true } } } """);
        (await workspace.GenerateAsync()).Succeeded();
        var cluster = new FakeCluster(workspace);
        (await cluster.RunAsync("rollout", "start", "web", "--image", "web:2", "--weight", "10", "--write-only", "-i", workspace.Out)).Succeeded();
        (await cluster.RunAsync("rollout", "set", "web", "--weight", "50", "--write-only", "-i", workspace.Out)).Succeeded();

        var folder = Path.Combine(workspace.Out, "rollouts", "web");
        var rendered = ClusterYaml.LoadStrict(await Kubernetes.KustomizeTests.KustomizeAsync(folder));
        Assert.Equal("50", rendered.OfType<V1Ingress>().Single().Metadata.Annotations["nginx.ingress.kubernetes.io/canary-weight"]);
        Assert.Equal("web:2", rendered.OfType<V1Deployment>().Single().Spec.Template.Spec.Containers[0].Image);
        (await cluster.RunAsync("rollout", "start", "web", "--image", "web:3", "--gateway", "infra/public", "--write-only", "-i", workspace.Out)).Succeeded();
        Assert.Contains("weight: 90", File.ReadAllText(Path.Combine(folder, "httproute.yaml")), StringComparison.Ordinal);
        (await cluster.RunAsync("rollout", "promote", "web", "--write-only", "-i", workspace.Out)).Succeeded();
        Assert.Equal("web:3", ClusterYaml.LoadFolder(folder).OfType<V1Deployment>().Single().Spec.Template.Spec.Containers[0].Image);
        (await cluster.RunAsync("rollout", "abort", "web", "--write-only", "-i", workspace.Out)).Succeeded();
        Assert.False(Directory.Exists(folder));
        Assert.DoesNotContain(cluster.Calls, c => c.Contains("apply", StringComparison.Ordinal));
    }

    private static string Route(string backends) => $$"""
        { "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": { "name": "shop", "namespace": "shop", "labels": { "team": "shop" }, "resourceVersion": "7" },
          "spec": { "parentRefs": [ { "name": "public" } ], "hostnames": [ "shop.example.com" ],
            "rules": [ { "filters": [ { "type": "RequestRedirect" } ] }, { "backendRefs": [ {{backends}} ] } ] } }
        """;

    [Theory]
    [InlineData("""{ "name": "web", "port": 80 }""", 70, 30)]
    [InlineData("""{ "name": "web", "port": 80, "weight": 3 }, { "name": "static", "port": 80, "weight": 1 }""", 210, 90)]
    public async Task A_route_that_leads_to_the_service_shares_its_requests_and_gets_them_back(string backends, int stable, int canary)
    {
        using var workspace = new Workspace();
        var cluster = Cluster(workspace);
        cluster.Lists("HTTPRoute", Route(backends));

        (await cluster.RunAsync("rollout", "start", "web", "--image", "web:2", "--weight", "30", "--gateway", "public", "--namespace", "shop", "--non-interactive")).Succeeded();

        var shared = System.Text.Json.Nodes.JsonNode.Parse(workspace.Read("cluster", "applied-1"))!["items"]!.AsArray().Single()!;
        Assert.Equal("shop", (string?)shared["metadata"]!["name"]);
        Assert.Equal("shop.example.com", (string?)shared["spec"]!["hostnames"]![0]);
        var shares = shared["spec"]!["rules"]![1]!["backendRefs"]!.AsArray().ToDictionary(b => (string)b!["name"]!, b => (int)b!["weight"]!);
        Assert.Equal(stable, shares["web"]);
        Assert.Equal(canary, shares["web-canary"]);
        Assert.Equal(backends.Contains("static", StringComparison.Ordinal) ? 100 : 0, shares.GetValueOrDefault("static"));

        cluster.Lists("HTTPRoute", shared.ToJsonString());
        cluster.Has("Deployment", "web-canary", Deployment.Replace("\"web\"", "\"web-canary\"", StringComparison.Ordinal));
        Assert.Contains("weight 30 %", (await cluster.RunAsync("rollout", "status", "web", "--namespace", "shop", "--non-interactive")).Succeeded().Output, StringComparison.Ordinal);
        (await cluster.RunAsync("rollout", "abort", "web", "--namespace", "shop", "--non-interactive")).Succeeded();

        var restored = System.Text.Json.Nodes.JsonNode.Parse(workspace.Read("cluster", "applied-2"))!["items"]!.AsArray().Single()!["spec"]!["rules"]![1]!["backendRefs"]!.AsArray();
        Assert.DoesNotContain(restored, b => (string?)b!["name"] == "web-canary");
        Assert.Equal((stable + canary) / 100, (int)restored[0]!["weight"]!);
        Assert.All(restored.Skip(1), b => Assert.Equal(1, (int)b!["weight"]!));
        Assert.True(Array.FindLastIndex(cluster.Calls, c => c.Contains(" apply ", StringComparison.Ordinal)) < Array.FindIndex(cluster.Calls, c => c.Contains(" delete ", StringComparison.Ordinal)), "the pods went before the requests");
    }
}
