using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Ports;

namespace Aspire.Hosting.Tests.Orchestration.Ports;

public sealed class EndpointKindsTests
{
    [Theory]
    [InlineData("localhost", "127.0.0.1 ::1", "localhost", EndpointBindingMode.SingleAddress)]
    [InlineData("shop.localhost", "127.0.0.1 ::1", "localhost", EndpointBindingMode.SingleAddress)]
    [InlineData("0.0.0.0", "0.0.0.0", "localhost", EndpointBindingMode.IPv4AnyAddresses)]
    [InlineData("[::]", "::", "localhost", EndpointBindingMode.IPv6AnyAddresses)]
    [InlineData("*", "0.0.0.0 ::", "localhost", EndpointBindingMode.DualStackAnyAddresses)]
    [InlineData("127.0.0.5", "127.0.0.5", "127.0.0.5", EndpointBindingMode.SingleAddress)]
    [InlineData("::1", "::1", "[::1]", EndpointBindingMode.SingleAddress)]
    public void Hosts_become_addresses(string host, string listen, string address, EndpointBindingMode mode)
    {
        var binding = EndpointKinds.Binding(host);

        Assert.Equal((listen, address, mode), (string.Join(' ', binding.Listen.AsEnumerable()), binding.Address, binding.Mode));
    }

    [Fact]
    public void Candidates_for_ports_are_the_same_every_time_and_never_repeat()
    {
        var first = PortCandidates.For("/apphost", "web/http").ToArray();

        Assert.Equal(first, PortCandidates.For("/apphost", "web/http"));
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.NotEqual(first[0], PortCandidates.For("/apphost", "web/https").First());
        Assert.All(first, port => Assert.InRange(port, 15000, 32000));
    }

    [Fact]
    public void Templates_are_filled_where_the_endpoint_is_known()
    {
        var text = $"--port={TargetPortTemplate.For("web", "http")} {TargetPortTemplate.For("none", "x")}";

        Assert.Equal($"--port=1234 {TargetPortTemplate.For("none", "x")}", TargetPortTemplate.Fill(text, (resource, endpoint) => (resource, endpoint) == ("web", "http") ? 1234 : null));
    }
}
