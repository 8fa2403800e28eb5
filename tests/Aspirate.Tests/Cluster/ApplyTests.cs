namespace Aspirate.Tests.Cluster;

public sealed class ApplyTests
{
    private const string Resources = """
        "web": { "type": "container.v0", "image": "web:1", "env": { "KEY": "{key.value}" }, "bindings": { "http": { "scheme": "http", "targetPort": 8080, "external": true } } },
        "key": { "type": "parameter.v0", "value": "{key.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }
        """;

    private static async Task<Workspace> GeneratedAsync()
    {
        var workspace = new Workspace();
        workspace.Manifest(Resources);
        (await workspace.GenerateAsync(more: ["--namespace", "shop", "--parameter", "key=planted-secret"])).Succeeded();
        return workspace;
    }

    private static string Web(int available) => $$"""
        { "kind": "Deployment", "metadata": { "name": "web", "generation": 2 }, "spec": { "replicas": 1, "selector": { "matchLabels": { "app": "web" } } },
          "status": { "observedGeneration": 2, "replicas": 1, "updatedReplicas": 1, "availableReplicas": {{available}} } }
        """;

    [Fact]
    public async Task Every_call_names_the_context_and_no_secret_is_an_argument()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace, "other,kind");
        cluster.Runs(Web(available: 1));
        workspace.Write("cluster/dry-run.json", """{ "items": [ { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "namespace": "shop" } } ] }""");

        var result = (await cluster.RunAsync("apply", "-i", workspace.Out, "--kube-context", "kind", "--non-interactive")).Succeeded();

        Assert.Contains("create  Deployment/web in shop", result.Output, StringComparison.Ordinal);
        Assert.All(cluster.Calls.Where(c => !c.StartsWith("config", StringComparison.Ordinal)), c => Assert.StartsWith("--context kind --namespace shop ", c, StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Calls, c => c.Contains("planted", StringComparison.Ordinal));
        Assert.Contains("kind: Secret", cluster.Applied, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("deployment/web: up, 1 of 1 pods are ready", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_several_contexts_one_must_be_named()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace, "one,two");

        (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive")).Refused("one, two", "--kube-context");
        (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive", "-k", "three")).Refused("no context \"three\"");
        Assert.DoesNotContain(cluster.Calls, c => c.Contains("apply", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_come_up_is_told_with_its_pods_events_and_last_lines()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Runs(Web(available: 0), """
            { "kind": "Pod", "metadata": { "name": "web-1-x", "labels": { "app": "web" } }, "spec": { "nodeName": "n" }, "status": { "phase": "Pending",
              "containerStatuses": [ { "name": "web", "state": { "waiting": { "reason": "ImagePullBackOff", "message": "no such image" } } } ] } }
            """, """
            { "kind": "Pod", "metadata": { "name": "db-0", "labels": { "app": "db" } }, "spec": {}, "status": { "phase": "Pending" } }
            """);
        cluster.Answer("logs", "echo \"the last line of ${args[1]}\"");
        workspace.Write("cluster/events", """
            web-1-x   Failed      could not be pulled   Pod
            db-0      Failed      is somebody else's    Pod
            web       Odd         about an autoscaler   HorizontalPodAutoscaler
            web       Slow        about the deployment  Deployment

            """);
        cluster.WouldMake("Deployment", "web");

        var result = await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive", "--timeout", "1");

        Assert.Equal(Aspirate.Cli.ExitCode.RolloutFailed, result.ExitCode);
        Assert.Contains("pod/web-1-x: web: ImagePullBackOff: no such image", result.Output, StringComparison.Ordinal);
        Assert.Contains("deployment/web: not up after 1 s: 0 of 1 pods are ready", result.Error, StringComparison.Ordinal);
        Assert.Contains("event: web-1-x  Failed  could not be pulled", result.Error, StringComparison.Ordinal);
        Assert.Contains("event: web  Slow  about the deployment", result.Error, StringComparison.Ordinal);
        Assert.Contains("log: the last line of web-1-x", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody else", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("autoscaler", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_over_goes_only_after_everything_is_up_and_what_an_old_revision_needs_stays()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Runs(Web(available: 1));
        workspace.Write("cluster/list.json", """
            { "items": [ { "kind": "ConfigMap", "metadata": { "name": "web-config-unused" } }, { "kind": "ConfigMap", "metadata": { "name": "web-config-before" } }, { "kind": "Deployment", "metadata": { "name": "gone" } },
                         { "kind": "PersistentVolumeClaim", "metadata": { "name": "data" } } ] }
            """);
        workspace.Write("cluster/revisions.json", """{ "items": [ { "spec": { "template": { "spec": { "containers": [ { "envFrom": [ { "configMapRef": { "name": "web-config-before" } } ] } ] } } } } ] }""");
        cluster.WouldMake("Deployment", "web");

        var result = (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive")).Succeeded();

        Assert.Contains("delete  ConfigMap/web-config-unused", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("web-config-before", result.Output, StringComparison.Ordinal);
        var deletion = Assert.Single(cluster.Calls, c => c.Contains(" delete ", StringComparison.Ordinal));
        Assert.EndsWith(" ConfigMap/web-config-unused Deployment/gone", deletion, StringComparison.Ordinal);
        Assert.True(Array.IndexOf(cluster.Calls, deletion) > Array.FindIndex(cluster.Calls, c => c.Contains(",pods ", StringComparison.Ordinal)), "it was deleted before the new was up");
    }

    [Fact]
    public async Task Nothing_is_deleted_when_the_new_does_not_come_up()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Runs(Web(available: 0));
        workspace.Write("cluster/list.json", """{ "items": [ { "kind": "Deployment", "metadata": { "name": "gone" } } ] }""");
        cluster.WouldMake("Deployment", "web");

        Assert.Equal(Aspirate.Cli.ExitCode.RolloutFailed, (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive", "--timeout", "1")).ExitCode);

        Assert.DoesNotContain(cluster.Calls, c => c.Contains(" delete ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_that_fails_is_told_at_once()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Runs("""{ "kind": "Job", "metadata": { "name": "seed" }, "status": { "conditions": [ { "type": "Failed", "status": "True", "message": "back-off limit" } ] } }""");
        cluster.WouldMake("Job", "seed");

        var result = await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive");

        Assert.Equal(Aspirate.Cli.ExitCode.RolloutFailed, result.ExitCode);
        Assert.Contains("job/seed: the job failed: back-off limit", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_changed_in_place_is_told_with_the_way_out()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Answer("apply", "cat > /dev/null; echo 'The StatefulSet \"db\" is invalid: spec: Forbidden: updates to statefulset spec for fields other than replicas are forbidden' >&2; exit 1");

        var result = await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive");

        Assert.Equal(Aspirate.Cli.ExitCode.ToolFailed, result.ExitCode);
        Assert.Contains("StatefulSet \"db\" is invalid", result.Error, StringComparison.Ordinal);
        Assert.Contains("--cascade=orphan", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_completes_is_up()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Runs("""{ "kind": "Job", "metadata": { "name": "seed" }, "status": { "conditions": [ { "type": "Complete", "status": "True" } ] } }""");
        cluster.WouldMake("Job", "seed");

        (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive")).Succeeded();
    }

    [Fact]
    public async Task Another_namespace_may_be_named_and_is_made_when_it_is_not_there()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resources);
        (await workspace.GenerateAsync(more: ["--parameter", "key=planted-secret"])).Succeeded();
        var cluster = new FakeCluster(workspace);
        cluster.Runs(Web(available: 1));
        cluster.Answer("apply", """if [[ "$*" == *dry-run=server* ]]; then echo 'Error from server (NotFound): namespaces "elsewhere" not found' >&2; exit 1; elif [[ "$*" == *dry-run=client* ]]; then cat dry-run.json; else cat > applied-0; fi""");
        workspace.Write("cluster/dry-run.json", """{ "items": [ { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "namespace": "elsewhere" } } ] }""");

        var result = (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive", "--namespace", "elsewhere")).Succeeded();

        Assert.Contains("create  Namespace/elsewhere", result.Output, StringComparison.Ordinal);
        Assert.Contains(cluster.Calls, c => c.EndsWith("create namespace elsewhere", StringComparison.Ordinal));
        Assert.Contains("namespace: elsewhere", cluster.Applied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroy_deletes_what_carries_our_labels_and_nothing_else()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        workspace.Write("cluster/list.json", """{ "items": [ { "kind": "Deployment", "metadata": { "name": "web" } }, { "kind": "Service", "metadata": { "name": "web" } } ] }""");

        (await cluster.RunAsync("destroy", "-i", workspace.Out, "--non-interactive")).Succeeded();

        Assert.Contains(cluster.Calls, c => c.Contains("part-of=app", StringComparison.Ordinal) && c.Contains("managed-by in (aspirate,aspirate-rollout)", StringComparison.Ordinal));
        var deletion = Assert.Single(cluster.Calls, c => c.Contains(" delete ", StringComparison.Ordinal));
        Assert.EndsWith(" Deployment/web Service/web", deletion, StringComparison.Ordinal);
    }
}
