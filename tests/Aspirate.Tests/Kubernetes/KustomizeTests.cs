using System.Diagnostics;
using k8s.Models;

namespace Aspirate.Tests.Kubernetes;

public sealed class KustomizeTests
{
    private const string Shop = """
        "search": { "type": "container.v0", "image": "docker.io/library/elasticsearch:8.17.3",
            "connectionString": "http://elastic:{search-password.value}@{search.bindings.http.host}:{search.bindings.http.port}",
            "env": { "ELASTIC_PASSWORD": "{search-password.value}" },
            "volumes": [ { "name": "search-data", "target": "/usr/share/elasticsearch/data", "readOnly": false } ],
            "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 9200 } } },
        "migrations": { "type": "project.v0", "path": "M/M.csproj", "env": { "ConnectionStrings__search": "{search.connectionString}" } },
        "Api_Service": { "type": "project.v1", "path": "A/A.csproj", "env": { "HTTP_PORTS": "{Api_Service.bindings.http.targetPort}", "ConnectionStrings__search": "{search.connectionString}", "PLAIN": "planted-plain" },
            "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" }, "https": { "scheme": "https", "protocol": "tcp", "transport": "http" } } },
        "dns": { "type": "container.v0", "image": "coredns:1", "bindings": { "dns": { "scheme": "udp", "protocol": "udp", "transport": "tcp", "targetPort": 53, "port": 5353 } } },
        "worker": { "type": "container.v0", "image": "worker:1", "args": [ "--key", "{search-password.value}" ], "env": { "DNS": "{dns.bindings.dns.host}:{dns.bindings.dns.port}" } },
        "edge": { "type": "container.v0", "image": "nginx:1.27", "bindMounts": [ { "source": "nginx.conf", "target": "/etc/nginx/nginx.conf", "readOnly": true } ],
            "env": { "services__Api_Service__http__0": "{Api_Service.bindings.http.url}", "services__Api_Service__https__0": "{Api_Service.bindings.https.url}" },
            "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 80, "port": 8000, "external": true } } },
        "search-password": { "type": "parameter.v0", "value": "{search-password.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
        """;

    private const string Hints = """
        { "version": 1, "resources": {
            "Api_Service": { "healthChecks": [ { "path": "/health", "endpoint": "http" } ], "probes": [ { "type": "liveness", "path": "/alive", "endpoint": "http", "periodSeconds": 7 } ],
                "waits": [ { "resource": "migrations", "type": "completion" }, { "resource": "search", "type": "healthy" } ], "replicas": 2 },
            "search": { "volumes": { "search-data": { "size": "10Gi" } } } } }
        """;

    private static Workspace NewShop(string password = "planted-secret")
    {
        var workspace = new Workspace();
        workspace.Manifest(Shop).Write("manifest.hints.json", Hints).Write("nginx.conf", "events {}\n");
        workspace.Write("aspirate.json", """{ "name": "shop", "namespace": "shop" }""");
        return workspace.Write("parameter.txt", password);
    }

    private static async Task<List<object>> GenerateAsync(Workspace workspace)
    {
        (await workspace.GenerateAsync(more: ["--parameter", $"search-password={workspace.Read("parameter.txt")}"])).Succeeded();
        return ClusterYaml.LoadFolder(Path.Combine(workspace.Out, "base"));
    }

    [Fact]
    public async Task Each_resource_becomes_what_it_is()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);

        Assert.Equal(["search"], objects.OfType<V1StatefulSet>().Select(o => o.Metadata.Name));
        Assert.Equal(["api-service", "dns", "edge", "worker"], objects.OfType<V1Deployment>().Select(o => o.Metadata.Name).Order());
        Assert.StartsWith("migrations-", Assert.Single(objects.OfType<V1Job>()).Metadata.Name, StringComparison.Ordinal);
        // Nobody listens in migrations and worker, so they have no Service.
        Assert.Equal(["api-service", "dns", "edge", "search"], objects.OfType<V1Service>().Select(o => o.Metadata.Name).Order());
        Assert.Equal("10Gi", objects.OfType<V1StatefulSet>().Single().Spec.VolumeClaimTemplates[0].Spec.Resources.Requests["storage"].ToString());
        Assert.Equal("UDP", ClusterYaml.Single<V1Service>(objects, "dns").Spec.Ports[0].Protocol);
        Assert.Equal(5353, ClusterYaml.Single<V1Service>(objects, "dns").Spec.Ports[0].Port);
    }

    [Fact]
    public async Task Variables_of_every_binding_are_kept_and_lead_to_ports_that_exist()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        var edge = ClusterYaml.Environment(objects, ClusterYaml.Single<V1Deployment>(objects, "edge").Spec.Template.Spec.Containers[0]);

        Assert.Equal("http://api-service:8080", edge["services__Api_Service__http__0"]);
        Assert.Equal("http://api-service:8080", edge["services__Api_Service__https__0"]);
        Assert.Equal(8080, Assert.Single(ClusterYaml.Single<V1Service>(objects, "api-service").Spec.Ports).Port);
    }

    [Fact]
    public async Task Secret_values_stand_in_Secrets_alone()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        var api = ClusterYaml.Single<V1Deployment>(objects, "api-service").Spec.Template.Spec.Containers[0];
        var worker = ClusterYaml.Single<V1Deployment>(objects, "worker").Spec.Template.Spec.Containers[0];

        Assert.DoesNotContain("planted-secret", workspace.AllOutput(), StringComparison.Ordinal);
        Assert.Equal("http://elastic:planted-secret@search:9200", ClusterYaml.Environment(objects, api)["ConnectionStrings__search"]);
        Assert.All(objects.OfType<V1ConfigMap>(), c => Assert.DoesNotContain("planted-secret", string.Join(' ', c.Data.Values), StringComparison.Ordinal));
        Assert.Matches(@"^\$\([A-Z0-9_]+\)$", worker.Args[1]);
        Assert.DoesNotContain("planted-secret", File.ReadAllText(workspace.At("aspirate-secrets.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_come_from_hints_and_else_ask_by_tcp()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        var api = ClusterYaml.Single<V1Deployment>(objects, "api-service").Spec.Template.Spec.Containers[0];

        Assert.Equal("/health", api.ReadinessProbe.HttpGet.Path);
        Assert.Equal("/health", api.StartupProbe.HttpGet.Path);
        Assert.Equal("/alive", api.LivenessProbe.HttpGet.Path);
        Assert.Equal(7, api.LivenessProbe.PeriodSeconds);
        Assert.NotNull(objects.OfType<V1StatefulSet>().Single().Spec.Template.Spec.Containers[0].ReadinessProbe.TcpSocket);
        Assert.Null(ClusterYaml.Single<V1Deployment>(objects, "worker").Spec.Template.Spec.Containers[0].ReadinessProbe);
    }

    [Fact]
    public async Task Waits_become_init_containers_that_may_read_just_that_job()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        var job = objects.OfType<V1Job>().Single().Metadata.Name;
        var pod = ClusterYaml.Single<V1Deployment>(objects, "api-service").Spec.Template.Spec;

        Assert.Equal(2, pod.InitContainers.Count);
        Assert.Contains($"job/{job}", pod.InitContainers[0].Command);
        Assert.Contains("search 9200", pod.InitContainers[1].Command[2], StringComparison.Ordinal);
        Assert.Equal([job], objects.OfType<V1Role>().Single().Rules[0].ResourceNames);
        Assert.False(pod.AutomountServiceAccountToken);
        Assert.DoesNotContain(pod.Containers[0].VolumeMounts, m => m.MountPath.Contains("serviceaccount", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_replicas_get_a_budget_and_an_autoscaler_and_no_number()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);

        Assert.Null(ClusterYaml.Single<V1Deployment>(objects, "api-service").Spec.Replicas);
        Assert.Equal(2, ClusterYaml.Single<V2HorizontalPodAutoscaler>(objects, "api-service").Spec.MinReplicas);
        ClusterYaml.Single<V1PodDisruptionBudget>(objects, "api-service");
        Assert.Equal(1, ClusterYaml.Single<V1Deployment>(objects, "edge").Spec.Replicas);
        Assert.Single(objects.OfType<V1PodDisruptionBudget>());
    }

    [Fact]
    public async Task Only_callers_of_the_model_are_let_in()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        string[] Callers(string name) => [.. (ClusterYaml.Single<V1NetworkPolicy>(objects, name).Spec.Ingress ?? [])
            .SelectMany(r => r.FromProperty ?? []).Where(f => f.PodSelector is not null).Select(f => f.PodSelector.MatchLabels["app.kubernetes.io/name"])];

        Assert.Equal(["api-service", "migrations"], Callers("search"));
        Assert.Equal(["edge"], Callers("api-service"));
        Assert.Equal(["worker"], Callers("dns"));
        Assert.Empty(Callers("edge"));
        Assert.Equal("ingress-nginx", ClusterYaml.Single<V1NetworkPolicy>(objects, "edge").Spec.Ingress.Single().FromProperty.Single().NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]);
    }

    [Fact]
    public async Task Bind_mounted_files_travel_and_external_endpoints_get_tls()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        var edge = ClusterYaml.Single<V1Deployment>(objects, "edge").Spec.Template.Spec;
        var mount = edge.Containers[0].VolumeMounts.Single(m => m.MountPath == "/etc/nginx/nginx.conf");
        var config = edge.Volumes.Single(v => v.Name == mount.Name).ConfigMap.Name;
        var ingress = Assert.Single(objects.OfType<V1Ingress>());

        Assert.Equal("events {}\n", ClusterYaml.Single<V1ConfigMap>(objects, config).Data[mount.SubPath]);
        Assert.True(mount.ReadOnlyProperty);
        Assert.Equal("edge.localhost", ingress.Spec.Rules[0].Host);
        Assert.Equal("kubernetes.io/tls", ClusterYaml.Single<V1Secret>(objects, ingress.Spec.Tls[0].SecretName).Type);
    }

    [Fact]
    public async Task Pods_are_locked_down()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        var pods = objects.OfType<V1Deployment>().Select(d => d.Spec.Template.Spec).Concat(objects.OfType<V1StatefulSet>().Select(d => d.Spec.Template.Spec)).Concat(objects.OfType<V1Job>().Select(d => d.Spec.Template.Spec));

        Assert.All(pods, pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.All(pod.Containers.Concat(pod.InitContainers ?? []), c =>
            {
                Assert.False(c.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], c.SecurityContext.Capabilities.Drop);
                Assert.NotEmpty(c.Resources.Requests);
                Assert.NotEmpty(c.Resources.Limits);
            });
        });
        Assert.True(ClusterYaml.Single<V1Deployment>(objects, "api-service").Spec.Template.Spec.Containers[0].SecurityContext.ReadOnlyRootFilesystem);
    }

    [Fact]
    public async Task A_changed_value_rolls_exactly_the_pods_that_use_it()
    {
        using var workspace = NewShop();
        var before = Templates(await GenerateAsync(workspace));
        workspace.Write("parameter.txt", "another-secret");
        var afterSecret = Templates(await GenerateAsync(workspace));
        workspace.Write("manifest.json", workspace.Read("manifest.json").Replace("planted-plain", "changed", StringComparison.Ordinal));
        var afterConfig = Templates(await GenerateAsync(workspace));

        // The api changes because it waits for the job, and the job is another one with another secret.
        Assert.Equal(["Deployment/api-service", "Deployment/worker", "Job/migrations", "StatefulSet/search"], Changed(before, afterSecret));
        Assert.Equal(["Deployment/api-service"], Changed(afterSecret, afterConfig));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_wherever_it_lies()
    {
        using var one = NewShop();
        using var two = NewShop();
        await GenerateAsync(one);
        File.Copy(one.At("aspirate-secrets.json"), two.At("aspirate-secrets.json"));
        await GenerateAsync(two);

        Assert.Equal(one.AllOutput().Replace(one.Folder, "", StringComparison.Ordinal), two.AllOutput().Replace(two.Folder, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_and_environments_become_an_overlay_with_the_differences_alone()
    {
        using var workspace = NewShop();
        workspace.Write("aspirate.json", """
            { "name": "shop", "ingress": { "domain": "shop.example.com", "clusterIssuer": "letsencrypt" },
              "resources": { "edge": { "replicas": 3, "annotations": { "team": "web" }, "security": { "runAsNonRoot": false, "addCapabilities": [ "CHOWN" ] } } },
              "environments": { "production": { "namespace": "shop" }, "staging": { "namespace": "shop-staging", "ingress": { "domain": "staging.example.com" }, "resources": { "edge": { "replicas": 1, "env": { "MODE": "staging" } } } } } }
            """);
        var objects = await GenerateAsync(workspace);

        var edge = ClusterYaml.Single<V1Deployment>(objects, "edge");
        Assert.Equal(["CHOWN"], edge.Spec.Template.Spec.Containers[0].SecurityContext.Capabilities.Add);
        Assert.Equal("letsencrypt", objects.OfType<V1Ingress>().Single().Metadata.Annotations["cert-manager.io/cluster-issuer"]);
        Assert.DoesNotContain("patches", workspace.Read("out", "overlays", "production", "kustomization.yaml"), StringComparison.Ordinal);
        var staging = ClusterYaml.LoadStrict(await KustomizeAsync(Path.Combine(workspace.Out, "overlays", "staging")));
        var staged = ClusterYaml.Single<V1Deployment>(staging, "edge");
        Assert.Equal(1, staged.Spec.Replicas);
        Assert.Equal("shop-staging", staged.Metadata.NamespaceProperty);
        Assert.Equal("staging", ClusterYaml.Environment(staging, staged.Spec.Template.Spec.Containers[0])["MODE"]);
        Assert.DoesNotContain(staging.OfType<V2HorizontalPodAutoscaler>(), h => h.Metadata.Name == "edge");
        Assert.Equal("edge.staging.example.com", staging.OfType<V1Ingress>().Single().Spec.Rules[0].Host);
    }

    [Fact]
    public async Task Kustomize_renders_what_was_generated()
    {
        using var workspace = NewShop();
        var objects = await GenerateAsync(workspace);
        var rendered = ClusterYaml.LoadStrict(await KustomizeAsync(workspace.Out));

        Assert.Equal(objects.Count + 1, rendered.Count);
        Assert.All(rendered.OfType<V1Deployment>(), d => Assert.Equal("shop", d.Metadata.NamespaceProperty));
        Assert.Equal("shop", rendered.OfType<V1RoleBinding>().Single().Subjects[0].NamespaceProperty);
    }

    [Fact]
    public async Task Characters_that_kustomize_cannot_write_reach_the_process_all_the_same()
    {
        using var workspace = new Workspace();
        var text = string.Concat(Enumerable.Range(1, 0xa0).Select(c => (char)c).Where(c => c != '"' && c != '\\' && c != '{')) + "\u2028\ufeff\ufffe\uffff\ud83d\ude00";
        var json = System.Text.Json.JsonSerializer.Serialize(text);
        workspace.Manifest($$""" "w": { "type": "container.v0", "image": "w:1", "env": { "K": {{json}} }, "args": [ {{json}} ] } """);
        (await workspace.GenerateAsync()).Succeeded();

        var objects = ClusterYaml.LoadStrict(await KustomizeAsync(workspace.Out));
        var container = objects.OfType<V1Deployment>().Single().Spec.Template.Spec.Containers[0];
        var environment = ClusterYaml.Environment(objects, container);
        Assert.Equal(text, environment["K"]);
        Assert.Equal(text, environment[container.Args[0][2..^1]]);
    }

    [Fact]
    public async Task Files_that_are_no_longer_produced_go_unless_somebody_changed_them()
    {
        using var workspace = NewShop();
        await GenerateAsync(workspace);
        workspace.Write("out/base/mine.yaml", "mine: true\n");
        File.AppendAllText(workspace.At("out", "base", "dns", "service.yaml"), "# mine\n");
        (await workspace.GenerateAsync(more: ["--parameter", "search-password=x", "--parameter", "dns.bindings.dns.host=h", "--parameter", "dns.bindings.dns.port=1", "--skip", "dns"])).Succeeded();

        Assert.True(File.Exists(workspace.At("out", "base", "mine.yaml")));
        Assert.Equal(["service.yaml"], Directory.EnumerateFiles(workspace.At("out", "base", "dns")).Select(Path.GetFileName));
    }

    private static Dictionary<string, string> Templates(List<object> objects)
    {
        Dictionary<string, string> templates = new(StringComparer.Ordinal);
        void Add(string kind, V1ObjectMeta metadata, object template) => templates[$"{kind}/{metadata.Labels["app.kubernetes.io/name"]}"] = k8s.KubernetesYaml.Serialize(template);
        objects.OfType<V1Deployment>().ToList().ForEach(d => Add("Deployment", d.Metadata, d.Spec.Template));
        objects.OfType<V1StatefulSet>().ToList().ForEach(d => Add("StatefulSet", d.Metadata, d.Spec.Template));
        objects.OfType<V1Job>().ToList().ForEach(d => Add("Job", d.Metadata, d.Spec.Template));
        return templates;
    }

    private static string[] Changed(Dictionary<string, string> before, Dictionary<string, string> after) =>
        [.. after.Where(a => before[a.Key] != a.Value).Select(a => a.Key).Order(StringComparer.Ordinal)];

    internal static async Task<string> KustomizeAsync(string folder)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("kubectl is not on this machine.");
            throw;
        }

        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, await error);
            return output;
        }
    }
}
