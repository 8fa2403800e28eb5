using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Ports;

namespace Aspire.Hosting.Tests.Orchestration.Ports;

public sealed class EndpointRulesTests
{
    [Theory]
    [InlineData(8000, 8000, true, "has the port 8000 as well as the target port 8000")]
    [InlineData(8000, 8001, true, null)]
    [InlineData(8000, null, true, null)]
    [InlineData(null, 8000, true, null)]
    [InlineData(null, null, true, null)]
    [InlineData(8000, 8001, false, "its port 8000 differs from its target port 8001")]
    [InlineData(8000, null, false, null)]
    [InlineData(null, 8000, false, null)]
    [InlineData(8000, 8000, false, null)]
    [InlineData(null, null, false, "has no proxy and no port")]
    public void Ports_of_a_process(int? port, int? targetPort, bool proxied, string? problem) => Verify(problem, Executable(port, targetPort, proxied, replicas: 1));

    [Theory]
    [InlineData(8000, null, true, null)]
    [InlineData(null, 8000, true, "cannot share one port")]
    [InlineData(8000, null, false, "cannot share one port")]
    public void Ports_of_replicas(int? port, int? targetPort, bool proxied, string? problem) => Verify(problem, Executable(port, targetPort, proxied, replicas: 2));

    [Fact]
    public void A_container_must_say_what_it_listens_on()
    {
        var container = new ContainerResource("cache") { Annotations = { new ContainerImageAnnotation { Image = "redis" } } };
        container.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, name: "redis", port: 6379));

        Verify("The endpoint 'redis' of the resource 'cache' has no target port", container);
    }

    [Fact]
    public void Two_endpoints_that_ask_for_one_port_are_both_named()
    {
        var one = Executable(8000, null, true, 1, "one");
        var two = Executable(null, 8000, true, 1, "two");

        Verify("Port 8000 is asked for by more than one endpoint: 'tcp' of 'one', 'tcp' of 'two'.", one, two);
    }

    [Fact]
    public void With_random_ports_two_endpoints_may_ask_for_one_port() =>
        Assert.Empty(EndpointRules.Check(new DistributedApplicationModel([Executable(8000, null, true, 1, "one"), Executable(8000, null, true, 1, "two")]), randomizePorts: true));

    [Fact]
    public void One_port_on_two_addresses_is_two_ports()
    {
        var one = Executable(8000, null, true, 1, "one");
        var two = Executable(8000, null, true, 1, "two");
        one.Annotations.OfType<EndpointAnnotation>().Single().TargetHost = "127.0.0.2";
        two.Annotations.OfType<EndpointAnnotation>().Single().TargetHost = "127.0.0.3";

        Verify(null, one, two);
    }

    [Fact]
    public void Two_containers_may_listen_on_the_same_port_inside()
    {
        Verify(null, Container("a"), Container("b"));

        static ContainerResource Container(string name) => new(name) { Annotations = { new ContainerImageAnnotation { Image = "x" }, new EndpointAnnotation(ProtocolType.Tcp, targetPort: 80) } };
    }

    private static ExecutableResource Executable(int? port, int? targetPort, bool proxied, int replicas, string name = "web")
    {
        var resource = new ExecutableResource(name, "x", "/");
        resource.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, port: port, targetPort: targetPort, isProxied: proxied));
        if (replicas > 1)
        {
            resource.Annotations.Add(new ReplicaAnnotation(replicas));
        }
        return resource;
    }

    private static void Verify(string? problem, params IResource[] resources)
    {
        var found = EndpointRules.Check(new DistributedApplicationModel(resources)).ToArray();
        if (problem is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.Contains(problem, Assert.Single(found));
            Assert.Contains(resources[0].Name, found[0]);
        }
    }
}
