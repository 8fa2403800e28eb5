using k8s.Models;

namespace Aspirate.Tests.Kubernetes;

/// <summary>What an API server refuses, and objects of which one would take the place of another.</summary>
public sealed class ClusterValidityTests
{
    private static string Resource(string name, string more = "") => $$""" "{{name}}": { "type": "container.v0", "image": "web:1"{{(more.Length == 0 ? "" : ", " + more)}} } """;

    private const string External = """ "bindings": { "http": { "scheme": "http", "targetPort": 8080, "external": true } } """;

    private static async Task<List<object>> ObjectsAsync(Workspace workspace)
    {
        (await workspace.GenerateAsync()).Succeeded();
        return ClusterYaml.LoadFolder(workspace.At("out", "base"));
    }

    private static V1PodSpec PodOf(IEnumerable<object> objects, string name) =>
        objects.OfType<V1Deployment>().Where(d => d.Metadata.Name == name).Select(d => d.Spec.Template.Spec)
            .Concat(objects.OfType<V1StatefulSet>().Where(s => s.Metadata.Name == name).Select(s => s.Spec.Template.Spec)).Single();

    // :: Names

    [Fact]
    public async Task Port_names_have_a_letter_at_most_fifteen_characters_and_no_double()
    {
        using var workspace = new Workspace();
        string[] names = ["123", "123456789012345a", "1234567890123456", "---", "a-long-endpoint-one", "a-long-endpoint-two", "A-Long-Endpoint-Three"];
        var bindings = names.Select((n, i) => $$""" "{{n}}": { "scheme": "tcp", "targetPort": {{9000 + i}} } """);
        workspace.Manifest(Resource("web", $$""" "bindings": { {{string.Join(',', bindings)}} } """));

        var ports = PodOf(await ObjectsAsync(workspace), "web").Containers[0].Ports.Select(p => p.Name).ToList();

        Assert.Equal(names.Length, ports.Distinct().Count());
        Assert.All(ports, p => Assert.Matches("^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$", p));
    }

    [Fact]
    public async Task A_Service_that_must_move_a_port_stays_below_the_highest()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("web", """ "bindings": { "a": { "scheme": "tcp", "port": 65535, "targetPort": 1 }, "b": { "scheme": "tcp", "targetPort": 65535 } } """));

        var ports = Assert.Single((await ObjectsAsync(workspace)).OfType<V1Service>()).Spec.Ports;

        Assert.Equal([65535, 1024], ports.Select(p => p.Port));
        Assert.Equal(["a", "b"], ports.Select(p => p.TargetPort.Value));
    }

    [Fact]
    public async Task A_public_Service_does_not_take_the_name_of_another_workload()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("db", """ "bindings": { "tcp": { "scheme": "tcp", "targetPort": 5432, "external": true } } """) + "," + Resource("db-external", """ "bindings": { "http": { "scheme": "http", "targetPort": 80 } } """));

        var services = (await ObjectsAsync(workspace)).OfType<V1Service>().ToList();

        Assert.Equal(3, services.Select(s => s.Metadata.Name).Distinct().Count());
        Assert.StartsWith("db-external-", services.Single(s => s.Spec.Type == "LoadBalancer").Metadata.Name, StringComparison.Ordinal);
        Assert.Equal("db-external", Assert.Single(services, s => s.Spec.Selector["app.kubernetes.io/name"] == "db-external").Metadata.Name);
    }

    [Fact]
    public async Task The_accounts_and_Services_that_every_cluster_has_are_left_alone()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("default", """ "bindings": { "http": { "scheme": "http", "targetPort": 80 } } """) + ","
            + Resource("kubernetes", """ "env": { "URL": "{default.bindings.http.url}" }, "bindings": { "http": { "scheme": "http", "targetPort": 80 } } """));

        var objects = await ObjectsAsync(workspace);

        Assert.DoesNotContain(objects.OfType<V1ServiceAccount>(), a => a.Metadata.Name == "default");
        Assert.DoesNotContain(objects.OfType<V1Service>(), s => s.Metadata.Name == "kubernetes");
        var name = objects.OfType<V1Service>().Single(s => s.Metadata.Name.StartsWith("default-", StringComparison.Ordinal)).Metadata.Name;
        Assert.Contains(objects.OfType<V1ConfigMap>(), c => c.Data["URL"] == $"http://{name}:80");
    }

    [Theory]
    [InlineData("kustomize", "base")]
    [InlineData("compose", ".")]
    public async Task Nobody_finds_himself_where_he_looks_for_a_resource_called_localhost(string format, string folder)
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("localhost", """ "bindings": { "http": { "scheme": "http", "targetPort": 80 } } """) + "," + Resource("web", """ "env": { "URL": "{localhost.bindings.http.url}" } """));
        (await workspace.GenerateAsync(format)).Succeeded();

        var text = string.Concat(Directory.EnumerateFiles(workspace.At("out", folder), "*.yaml", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Matches("http://localhost-[0-9a-f]{6}:80", text);
        Assert.DoesNotContain("http://localhost:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_who_refers_or_waits_is_let_in()
    {
        using var workspace = new Workspace();
        workspace.Manifest(
            Resource("db", """ "bindings": { "tcp": { "scheme": "tcp", "targetPort": 5432 } } """) + ","
            + """ "server": { "type": "value.v0", "connectionString": "Host={db.bindings.tcp.host};Port={db.bindings.tcp.port}" }, "orders": { "type": "value.v0", "connectionString": "{server.connectionString};Database=orders" }, """
            + Resource("nested", """ "env": { "C": "{orders.connectionString}" } """) + "," + Resource("argument", """ "args": [ "{db.bindings.tcp.port}" ] """) + "," + Resource("waiter") + "," + Resource("stranger"));
        workspace.Write("manifest.hints.json", """{ "resources": { "waiter": { "waits": [ { "resource": "orders" } ] } } }""");

        var policy = ClusterYaml.Single<V1NetworkPolicy>(await ObjectsAsync(workspace), "db");

        Assert.Equal(["argument", "nested", "waiter"], Assert.Single(policy.Spec.Ingress).FromProperty.Select(f => f.PodSelector.MatchLabels["app.kubernetes.io/name"]).Order());
        // Only what comes in is told about, so names can be looked up.
        Assert.Equal(["Ingress"], policy.Spec.PolicyTypes);
    }

    // :: Volumes

    [Fact]
    public async Task A_volume_mounted_twice_is_one_volume()
    {
        using var workspace = new Workspace();
        workspace.Manifest(
            Resource("own", """ "volumes": [ { "name": "data", "target": "/a" }, { "name": "data", "target": "/b", "readOnly": true } ] """) + ","
            + Resource("one", """ "volumes": [ { "name": "shared", "target": "/a" }, { "name": "shared", "target": "/b" } ] """) + ","
            + Resource("two", """ "volumes": [ { "name": "shared", "target": "/a" } ] """));

        var objects = await ObjectsAsync(workspace);

        Assert.Equal("data", Assert.Single(ClusterYaml.Single<V1StatefulSet>(objects, "own").Spec.VolumeClaimTemplates).Metadata.Name);
        Assert.Equal(["/a", "/b"], PodOf(objects, "own").Containers[0].VolumeMounts.Select(m => m.MountPath));
        Assert.Equal("shared", Assert.Single(PodOf(objects, "one").Volumes).Name);
        Assert.Equal("shared", Assert.Single(objects.OfType<V1PersistentVolumeClaim>()).Metadata.Name);
    }

    [Fact]
    public async Task Volumes_that_are_not_the_same_are_never_one()
    {
        using var workspace = new Workspace();
        workspace.Write("f.txt", "x").Manifest(
            Resource("w", """ "volumes": [ { "target": "/a/b" }, { "target": "/a-b" }, { "name": "c", "target": "/x" }, { "target": "/c" }, { "name": "files-1", "target": "/f" } ], "bindMounts": [ { "source": "f.txt", "target": "/etc/f.txt" } ] """) + ","
            + Resource("one", """ "volumes": [ { "name": "Logs", "target": "/a" }, { "name": "logs", "target": "/b" }, { "name": "j-data", "target": "/c" } ] """) + ","
            + Resource("two", """ "volumes": [ { "name": "Logs", "target": "/a" }, { "name": "logs", "target": "/b" }, { "name": "j-data", "target": "/c" } ] """) + ","
            + Resource("j", """ "volumes": [ { "name": "data", "target": "/c" } ] """));
        workspace.Write("aspirate.json", """{ "resources": { "j": { "schedule": "0 3 * * *" } } }""");

        var objects = await ObjectsAsync(workspace);

        var set = ClusterYaml.Single<V1StatefulSet>(objects, "w");
        var mounts = set.Spec.Template.Spec.Containers[0].VolumeMounts;
        Assert.Equal(5, set.Spec.VolumeClaimTemplates.Select(c => c.Metadata.Name).Distinct().Count());
        Assert.Equal(mounts.Count, mounts.Select(m => m.Name).Distinct().Count());
        Assert.Equal("/etc/f.txt", mounts.Single(m => m.Name == set.Spec.Template.Spec.Volumes.Single(v => v.ConfigMap is not null).Name).MountPath);
        // Logs, logs, j-data, and the data of j.
        Assert.Equal(4, objects.OfType<V1PersistentVolumeClaim>().Select(c => c.Metadata.Name).Distinct().Count());
        Assert.Equal("j-data", Assert.Single(ClusterYaml.Single<V1CronJob>(objects, "j").Spec.JobTemplate.Spec.Template.Spec.Volumes).PersistentVolumeClaim.ClaimName);
    }

    [Fact]
    public async Task Compose_keeps_volumes_apart_too()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("a", """ "volumes": [ { "name": "Logs", "target": "/a" }, { "name": "logs", "target": "/b" }, { "name": "b-x", "target": "/c" } ] """) + "," + Resource("b", """ "volumes": [ { "target": "/x" } ] """));
        (await workspace.GenerateAsync("compose")).Succeeded();

        var compose = Aspirate.Yaml.YamlConversion.Read(workspace.Read("out", "docker-compose.yaml")).Single();
        Assert.Equal(4, compose["volumes"]!.AsObject().Count);
    }

    [Theory]
    [InlineData(""" "volumes": [ { "name": "a", "target": "/etc/f" } ], "bindMounts": [ { "source": "f.txt", "target": "/etc//f/" } ] """, "$.resources.web.bindMounts[0]", "mounted already")]
    [InlineData(""" "bindMounts": [ { "source": "f.txt", "target": "/etc/f" }, { "source": "f.txt", "target": "/etc/f" } ] """, "$.resources.web.bindMounts[1]", "mounted already")]
    [InlineData(""" "volumes": [ { "name": "a", "target": "/" } ] """, "$.resources.web.volumes[0].target", "would hide")]
    [InlineData(""" "bindMounts": [ { "source": "folder", "target": "/x" } ] """, "$.resources.web.bindMounts[0]", "begins with two dots")]
    [InlineData(""" "env": { "..X": "1" } """, "$.resources.web.env", "cannot be the name of an environment variable")]
    [InlineData(""" "args": [ "LARGE", "LARGE", "LARGE", "LARGE", "LARGE", "LARGE", "LARGE", "LARGE", "LARGE", "LARGE", "LARGE" ] """, "$.resources.web.args", "put them into files")]
    [InlineData(""" "env": { "A": "LARGE", "B": "LARGE", "C": "LARGE", "D": "LARGE", "E": "LARGE", "F": "LARGE", "G": "LARGE", "H": "LARGE", "I": "LARGE", "J": "LARGE", "K": "LARGE" } """, "$.resources.web.env", "1 MiB that a ConfigMap holds")]
    public async Task What_a_server_refuses_is_refused_before(string more, string path, string complaint)
    {
        using var workspace = new Workspace();
        workspace.Write("f.txt", "x").Write("folder/..odd", "x");
        workspace.Manifest(Resource("web", more.Replace("LARGE", new string('x', 100_000), StringComparison.Ordinal)));

        (await workspace.GenerateAsync()).Refused("1 problem, nothing was written", path, complaint);
    }

    [Fact]
    public async Task A_file_whose_name_begins_with_two_dots_is_mounted_under_that_name()
    {
        using var workspace = new Workspace();
        workspace.Write("..odd", "content").Manifest(Resource("web", """ "bindMounts": [ { "source": "..odd", "target": "/etc/..odd" } ] """));

        var objects = await ObjectsAsync(workspace);

        var mount = Assert.Single(PodOf(objects, "web").Containers[0].VolumeMounts);
        Assert.Equal("/etc/..odd", mount.MountPath);
        Assert.Equal("content", Assert.Single(objects.OfType<V1ConfigMap>()).Data[mount.SubPath]);
        Assert.False(mount.SubPath.StartsWith("..", StringComparison.Ordinal));
    }

    // :: Choices

    [Theory]
    [InlineData("""{ "schedule": "99 * * * *" }""", "schedule", "from 0 to 59")]
    [InlineData("""{ "schedule": "* * 0 * *" }""", "schedule", "day of the month")]
    [InlineData("""{ "schedule": "* * * 13 *" }""", "schedule", "month")]
    [InlineData("""{ "schedule": "0 0 * * 7" }""", "schedule", "day of the week")]
    [InlineData("""{ "schedule": "5-1 * * * *" }""", "schedule", "minute")]
    [InlineData("""{ "schedule": "*/0 * * * *" }""", "schedule", "minute")]
    [InlineData("""{ "schedule": "a b c d e" }""", "schedule", "minute")]
    [InlineData("""{ "schedule": "@foo" }""", "schedule", "@daily")]
    [InlineData("""{ "schedule": "@every x" }""", "schedule", "@every 90m")]
    [InlineData("""{ "schedule": "TZ=UTC 0 3 * * *" }""", "schedule", "time zone")]
    [InlineData("""{ "schedule": "0 3 * *" }""", "schedule", "five fields")]
    [InlineData("""{ "probes": { "liveness": { "path": "/l", "successThreshold": 3 } } }""", "probes.liveness.successThreshold", "must be 1")]
    [InlineData("""{ "probes": { "startup": { "path": "/l", "successThreshold": 2 } } }""", "probes.startup.successThreshold", "must be 1")]
    [InlineData("""{ "probes": { "readiness": { "path": "/ä b" } } }""", "probes.readiness.path", "visible ASCII")]
    [InlineData("""{ "ingress": { "path": "/a//b" } }""", "ingress.path", "doubled slash")]
    [InlineData("""{ "ingress": { "path": "/a/../b" } }""", "ingress.path", "between slashes")]
    [InlineData("""{ "ingress": { "path": "/a%2fb" } }""", "ingress.path", "%2F")]
    [InlineData("""{ "ingress": { "host": "10.0.0.1" } }""", "ingress.host", "not an address")]
    [InlineData("""{ "requests": { "memory": "2Gi" }, "limits": { "memory": "1Gi" } }""", "requests.memory", "limit of 1Gi")]
    [InlineData("""{ "requests": { "cpu": "1100m" }, "limits": { "cpu": "1" } }""", "requests.cpu", "limit of 1")]
    [InlineData("""{ "replicas": 3, "maxReplicas": 2 }""", "maxReplicas", "3 replicas")]
    [InlineData("""{ "replicas": 3, "requests": { "cpu": "" }, "limits": { "cpu": "" } }""", "requests.cpu", "autoscaler")]
    [InlineData("""{ "security": { "runAsUser": 0 } }""", "security", "runAsNonRoot")]
    [InlineData("""{ "security": { "addCapabilities": ["CAP_SYS_ADMIN"] } }""", "security.addCapabilities[0]", "without CAP_")]
    [InlineData("""{ "security": { "writablePaths": ["/"] } }""", "security.writablePaths[0]", "below the root")]
    [InlineData("""{ "env": { "A B": "1" } }""", "env['A B']", "cannot be the name of an environment variable")]
    [InlineData("""{ "env": { "A": "x\u0000y" } }""", "env.A", "zero character")]
    [InlineData("""{ "image": "Not An Image" }""", "image", "is not the name of an image")]
    [InlineData("""{ "image": "registry.example.com/Team/web:1" }""", "image", "small letters")]
    [InlineData("""{ "image": "Web:1" }""", "image", "small letters")]
    public async Task Choices_that_a_server_refuses_are_refused_where_they_were_made(string settings, string path, string complaint)
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("web", External));
        workspace.Write("aspirate.json", $$"""{ "resources": { "web": {{settings}} } }""");

        (await workspace.GenerateAsync()).Refused("1 problem, nothing was written", "aspirate.json", $"$.resources.web.{path}", complaint);
    }

    [Theory]
    [InlineData("*/5 0-6,22 1 JAN-mar MON")]
    [InlineData("0 0 ? * ?")]
    [InlineData("0 3 * * 1-5/2")]
    [InlineData("@daily")]
    [InlineData("@every 1h30m")]
    public async Task Schedules_that_a_server_takes_are_taken(string schedule)
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("web"));
        workspace.Write("aspirate.json", $$"""{ "resources": { "web": { "schedule": "{{schedule}}" } } }""");

        Assert.Equal(schedule, Assert.Single((await ObjectsAsync(workspace)).OfType<V1CronJob>()).Spec.Schedule);
    }

    [Theory]
    [InlineData("""{ "ingress": { "domain": "*.example.com" } }""", "$.ingress.domain", "DNS name")]
    [InlineData("""{ "ingress": { "domain": "LONG" } }""", "$.ingress.domain", "At most 253")]
    [InlineData("""{ "resources": { "a": { "ingress": { "host": "x.y" } }, "web": { "ingress": { "host": "x.y" } } } }""", "$.resources.web.ingress", "\"a\" and \"web\"")]
    [InlineData("""{ "resources": { "web": { "annotations": { "a": "HUGE" } } } }""", "$.resources.web.annotations", "256 KiB")]
    [InlineData("""{ "waitImage": "not an image" }""", "$.waitImage", "name of an image")]
    public async Task So_are_those_that_only_all_of_them_make(string settings, string path, string complaint)
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("a", External) + "," + Resource("web", External));
        workspace.Write("aspirate.json", settings.Replace("LONG", string.Join('.', Enumerable.Repeat(new string('d', 62), 4)), StringComparison.Ordinal).Replace("HUGE", new string('x', 260_000), StringComparison.Ordinal));

        (await workspace.GenerateAsync()).Refused(path, complaint);
    }

    [Fact]
    public async Task A_liveness_probe_of_the_AppHost_that_wants_several_successes_is_refused()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("web", External)).Write("manifest.hints.json", """{ "resources": { "web": { "probes": [ { "type": "liveness", "path": "/l", "endpoint": "http", "successThreshold": 2 } ] } } }""");

        (await workspace.GenerateAsync()).Refused("$.resources.web.probes[0].successThreshold", "must be 1");
    }

    [Theory]
    [InlineData("""{ "requests": { "memory": "2Gi", "cpu": "4" } }""", "2Gi", "2Gi", "4", "4")]
    [InlineData("""{ "limits": { "memory": "64Mi", "cpu": "50m" } }""", "64Mi", "64Mi", "50m", "50m")]
    [InlineData("""{ "requests": { "memory": "256Mi" } }""", "256Mi", "512Mi", "100m", "1")]
    public async Task A_choice_of_one_side_moves_the_default_of_the_other(string settings, string request, string limit, string cpuRequest, string cpuLimit)
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("web"));
        workspace.Write("aspirate.json", $$"""{ "resources": { "web": {{settings}} } }""");

        var resources = PodOf(await ObjectsAsync(workspace), "web").Containers[0].Resources;

        Assert.Equal((request, limit), (resources.Requests["memory"].ToString(), resources.Limits["memory"].ToString()));
        Assert.Equal((cpuRequest, cpuLimit), (resources.Requests["cpu"].ToString(), resources.Limits["cpu"].ToString()));
    }

    [Fact]
    public async Task One_replica_that_may_become_several_has_an_autoscaler()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("web", External) + "," + Resource("one", External));
        workspace.Write("aspirate.json", """{ "resources": { "web": { "replicas": 1, "maxReplicas": 5 } } }""");

        var objects = await ObjectsAsync(workspace);

        var scaler = Assert.Single(objects.OfType<V2HorizontalPodAutoscaler>());
        Assert.Equal((1, 5), (scaler.Spec.MinReplicas, scaler.Spec.MaxReplicas));
        Assert.Null(ClusterYaml.Single<V1Deployment>(objects, "web").Spec.Replicas);
        Assert.Equal(1, ClusterYaml.Single<V1Deployment>(objects, "one").Spec.Replicas);
    }

    [Fact]
    public async Task Annotations_of_the_settings_go_before_the_usual_ones()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("Web_1", External));
        workspace.Write("aspirate.json", """
            { "resources": { "Web_1": { "annotations": { "aspirate/resource": "mine" },
                "ingress": { "issuer": "theirs", "annotations": { "nginx.ingress.kubernetes.io/force-ssl-redirect": "false", "cert-manager.io/issuer": "mine" } } } } }
            """);

        var objects = await ObjectsAsync(workspace);

        var annotations = Assert.Single(objects.OfType<V1Ingress>()).Metadata.Annotations;
        Assert.Equal("false", annotations["nginx.ingress.kubernetes.io/force-ssl-redirect"]);
        Assert.Equal("mine", annotations["cert-manager.io/issuer"]);
    }

    [Fact]
    public async Task Writable_folders_are_mounted_once_and_not_over_volumes()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resource("web", """ "volumes": [ { "name": "d", "target": "/tmp" } ] """));
        workspace.Write("aspirate.json", """{ "resources": { "web": { "security": { "writablePaths": ["/tmp/", "/z/", "/z"] } } } }""");

        var paths = PodOf(await ObjectsAsync(workspace), "web").Containers[0].VolumeMounts.Select(m => m.MountPath);

        Assert.Equal(["/tmp", "/z"], paths);
    }
}
