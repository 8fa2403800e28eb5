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

    [Fact]
    public async Task Every_call_names_the_context_and_no_secret_is_an_argument()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace, "other,kind");
        workspace.Write("cluster/dry-run.json", """{ "items": [ { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "namespace": "shop" } } ] }""");

        var result = (await cluster.RunAsync("apply", "-i", workspace.Out, "--kube-context", "kind", "--non-interactive")).Succeeded();

        Assert.Contains("create  Deployment/web in shop", result.Output, StringComparison.Ordinal);
        Assert.All(cluster.Calls.Where(c => !c.StartsWith("config", StringComparison.Ordinal)), c => Assert.StartsWith("--context kind --namespace shop ", c, StringComparison.Ordinal));
        Assert.DoesNotContain(cluster.Calls, c => c.Contains("planted", StringComparison.Ordinal));
        Assert.Contains("kind: Secret", cluster.Applied, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains(cluster.Calls, c => c.Contains("rollout status deployment/web", StringComparison.Ordinal));
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
    public async Task What_does_not_come_up_fails_loudly()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.NothingBecomesReady();
        workspace.Write("cluster/dry-run.json", """{ "items": [ { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web" } } ] }""");

        var result = await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive", "--timeout", "1");

        Assert.Equal(Aspirate.Cli.ExitCode.RolloutFailed, result.ExitCode);
        Assert.Contains("deployment/web", result.Error, StringComparison.Ordinal);
        Assert.Contains(cluster.Calls, c => c.Contains("logs deployment/web", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_that_fails_is_told_at_once()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Answer("wait", "[[ \"$*\" == *condition=failed* ]] || sleep 60");
        workspace.Write("cluster/dry-run.json", """{ "items": [ { "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "seed" } } ] }""");

        var result = await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive");

        Assert.Equal(Aspirate.Cli.ExitCode.RolloutFailed, result.ExitCode);
        Assert.Contains("job/seed: the job failed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_completes_is_up()
    {
        using var workspace = await GeneratedAsync();
        var cluster = new FakeCluster(workspace);
        cluster.Answer("wait", "[[ \"$*\" == *condition=complete* ]] || sleep 60");
        workspace.Write("cluster/dry-run.json", """{ "items": [ { "apiVersion": "batch/v1", "kind": "Job", "metadata": { "name": "seed" } } ] }""");

        (await cluster.RunAsync("apply", "-i", workspace.Out, "--non-interactive")).Succeeded();
    }

    [Fact]
    public async Task Another_namespace_may_be_named_and_is_made_when_it_is_not_there()
    {
        using var workspace = new Workspace();
        workspace.Manifest(Resources);
        (await workspace.GenerateAsync(more: ["--parameter", "key=planted-secret"])).Succeeded();
        var cluster = new FakeCluster(workspace);
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
