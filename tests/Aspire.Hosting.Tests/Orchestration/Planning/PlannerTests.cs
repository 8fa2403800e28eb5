using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Orchestration.Launching;
using Aspire.Hosting.Orchestration.Planning;
using Aspire.Hosting.Proxy;

namespace Aspire.Hosting.Tests.Orchestration.Planning;

public sealed class PlannerTests
{
    private static readonly EngineProbe NoEngine = new(false, null, "There is no socket at /var/run/docker.sock.", "Start Docker.");

    [Fact]
    public void Every_step_has_a_line_with_its_cause()
    {
        var secret = new ParameterResource("key", _ => "x", secret: true);
        var db = new ExecutableResource("db", "db-server", "/srv");
        db.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, port: 15432, targetPort: 15433));
        var web = new ExecutableResource("web", "node", "/app");
        web.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http"));
        web.Annotations.Add(new WaitAnnotation(db, WaitType.WaitUntilHealthy));
        web.Annotations.Add(new HealthCheckAnnotation("web_check"));
        var tool = new ExecutableResource("tool", "tool", "/srv");
        tool.Annotations.Add(new ExplicitStartupAnnotation());

        var plan = Plan(new Observation
        {
            FreshPorts = new Dictionary<string, int> { ["web/http"] = 20001 },
            HealthChecks = new HashSet<string> { "web_check" },
        }, secret, db, web, tool);

        Assert.Equal(
            """
              1. value   key: secret parameter; because the model has it
              2. proxy   db/tcp: tcp on 127.0.0.1 and ::1 port 15432, to port 15433; because the AppHost says so
              3. proxy   web/http: http on 127.0.0.1 and ::1 port 20001, to a port of its own; because no run has used one yet
              4. start   db: db-server in /srv; because it is an executable
              5. start   web: node in /app, after db is healthy; because it is an executable
              6. hold    tool: tool in /srv; because it starts only when asked to
              7. watch   web: web_check; because the resource has health checks

            """, plan.ToString(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_remembered_port_is_used_again()
    {
        var plan = Plan(new Observation { RememberedPorts = new Dictionary<string, int> { ["web/http"] = 20007 } }, Web());

        Assert.Contains("proxy   web/http: http on 127.0.0.1 and ::1 port 20007, to a port of its own; because the last run used it", plan.ToString());
        Assert.Empty(plan.Notices);
    }

    [Fact]
    public void A_remembered_port_that_is_taken_is_picked_anew_and_said()
    {
        var plan = Plan(new Observation
        {
            RememberedPorts = new Dictionary<string, int> { ["web/http"] = 20007 },
            TakenPorts = new Dictionary<int, PortOwner?> { [20007] = new(42, "node") },
            FreshPorts = new Dictionary<string, int> { ["web/http"] = 20009 },
        }, Web());

        Assert.Equal("The endpoint 'http' of 'web' had port 20007, which is now taken by process 42 (node). It has port 20009 from now on.", Assert.Single(plan.Notices));
        Assert.Contains("port 20009", plan.ToString());
        Assert.Contains(plan.Steps, step => step is StartReplica);
    }

    [Fact]
    public void A_taken_port_that_is_asked_for_fails_only_its_resource_and_names_the_owner()
    {
        var plan = Plan(new Observation { TakenPorts = new Dictionary<int, PortOwner?> { [15000] = new(42, "nginx") } }, Web(port: 15000), new ExecutableResource("other", "x", "/"));

        var refused = Assert.IsType<Refuse>(Assert.Single(plan.Steps, s => s.Resource == "web" && s is not AllocateEndpoint));
        Assert.Equal("FailedToStart", refused.State);
        Assert.StartsWith("Port 15000 of the endpoint 'http' of 'web' is taken by process 42 (nginx). Stop that process, or choose another port", refused.Reason);
        Assert.EndsWith("or run with --isolated.", refused.Reason);
        Assert.Empty(plan.Problems);
        Assert.Contains(plan.Steps, s => s is StartReplica { Resource: "other" });
    }

    [Fact]
    public void Random_ports_are_random_also_where_a_number_is_asked_for()
    {
        var plan = Plan(new Observation { RandomizePorts = true, TakenPorts = new Dictionary<int, PortOwner?> { [15000] = null } }, Web(port: 15000));

        Assert.Contains("web/http: http on 127.0.0.1 and ::1 any free port, to a port of its own; because this run has random ports", plan.ToString());
        Assert.Contains(plan.Steps, step => step is StartReplica);
    }

    [Fact]
    public void Without_an_engine_containers_are_refused_with_reason_and_remedy_and_the_rest_starts()
    {
        var cache = Container("cache", new EndpointAnnotation(ProtocolType.Tcp, targetPort: 6379));

        var plan = Plan(new Observation { Engine = NoEngine, FreshPorts = new Dictionary<string, int> { ["cache/tcp"] = 20003 } }, cache, new ExecutableResource("web", "x", "/"));

        Assert.Contains("refuse  cache: RuntimeUnhealthy: There is no socket at /var/run/docker.sock. Start Docker.; because it is a container", plan.ToString());
        Assert.Contains("address cache/tcp: tcp on 127.0.0.1 and ::1 port 20003, published by the container engine, to port 6379; because no run has used one yet", plan.ToString());
        Assert.Contains(plan.Steps, s => s is StartReplica { Resource: "web" });
    }

    [Fact]
    public void An_engine_that_answers_is_said_not_to_be_used_yet()
    {
        var step = Assert.IsType<Refuse>(Assert.Single(Planner.Containers(Model(Container("cache")), new EngineProbe(true, "unix:///x", "The engine at unix:///x answers.", ""))));

        Assert.StartsWith("The engine at unix:///x answers. This version does not start containers yet.", step.Reason);
    }

    [Fact]
    public void The_engine_is_asked_only_for_containers_and_only_once()
    {
        Assert.DoesNotContain(Plan(new Observation(), Web()).Steps, s => s is AskEngine);
        Assert.Equal(["one", "two"], Assert.Single(Plan(new Observation(), Container("one"), Container("two")).Of<AskEngine>()).Containers);
    }

    [Fact]
    public void A_project_that_is_not_built_is_refused_with_the_command_that_builds_it()
    {
        var plan = Plan(new Observation { Projects = new Dictionary<string, ProjectLocation> { ["api"] = new ProjectLocation.Missing("Build it with: dotnet build \"api.csproj\"") } }, new ProjectResource("api"));

        var step = Assert.Single(plan.Of<Refuse>());
        Assert.Equal(("FailedToStart", "Build it with: dotnet build \"api.csproj\""), (step.State, step.Reason));
    }

    [Fact]
    public void Each_replica_has_a_step()
    {
        var api = new ProjectResource("api");
        api.Annotations.Add(new ReplicaAnnotation(3));

        var plan = Plan(new Observation { Projects = new Dictionary<string, ProjectLocation> { ["api"] = new ProjectLocation.Built("/x/Api.dll") } }, api);

        Assert.Equal(["api (1 of 3)", "api (2 of 3)", "api (3 of 3)"], plan.Of<StartReplica>().Select(s => s.Subject));
    }

    [Fact]
    public void All_problems_of_a_model_are_told_at_once()
    {
        var one = new ExecutableResource("one", "x", "/");
        one.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, isProxied: false));
        one.Annotations.Add(new HealthCheckAnnotation("nobody_registered_this"));

        var plan = Plan(new Observation(), one, Container("cache", new EndpointAnnotation(ProtocolType.Tcp)));

        Assert.Collection(plan.Problems,
            p => Assert.StartsWith("The endpoint 'tcp' of the resource 'one' has no proxy and no port.", p),
            p => Assert.StartsWith("The endpoint 'tcp' of the resource 'cache' has no target port", p),
            p => Assert.StartsWith("The resource 'one' names the health check 'nobody_registered_this'", p));
    }

    [Fact]
    public void Something_that_is_no_process_is_handed_to_its_own_handlers()
    {
        Assert.Contains("hand    custom: to its own event handlers", Plan(new Observation(), new CustomResource("custom")).ToString());
    }

    private sealed class CustomResource(string name) : Resource(name);

    private static ContainerResource Container(string name, params EndpointAnnotation[] endpoints)
    {
        var container = new ContainerResource(name);
        container.Annotations.Add(new ContainerImageAnnotation { Image = "image" });
        foreach (var endpoint in endpoints)
        {
            container.Annotations.Add(endpoint);
        }
        return container;
    }

    private static ExecutableResource Web(int? port = null)
    {
        var web = new ExecutableResource("web", "node", "/app");
        web.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", port: port));
        return web;
    }

    private static DistributedApplicationModel Model(params IResource[] resources) => new(resources);

    private static RunPlan Plan(Observation seen, params IResource[] resources) => Planner.Plan(Model(resources), seen);
}
