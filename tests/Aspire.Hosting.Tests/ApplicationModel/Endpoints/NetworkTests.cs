namespace Aspire.Hosting.Tests.ApplicationModel.Endpoints;

public sealed class NetworkTests
{
    [Fact]
    public async Task A_reference_that_names_its_network_means_that_one_whoever_asks()
    {
        var builder = Model.ToRun();
        var cache = builder.AddContainer("cache", "redis").WithHttpEndpoint(targetPort: 6379).WithEndpoint("http", e => e.AllocatedEndpoint = new AllocatedEndpoint(e, "localhost", 5000));

        var program = builder.AddExecutable("app", "app", ".")
            .WithEnvironment("OWN", cache.GetEndpoint("http"))
            .WithEnvironment("THEIRS", cache.GetEndpoint("http", KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
        var container = builder.AddContainer("web", "web")
            .WithEnvironment("OWN", cache.GetEndpoint("http"))
            .WithEnvironment("THEIRS", cache.Resource.GetEndpoint("http", KnownNetworkIdentifiers.LocalhostNetwork));

        Assert.Equivalent(new Dictionary<string, string> { ["OWN"] = "http://localhost:5000", ["THEIRS"] = "http://cache:6379" }, await program.Resource.GetEnvironmentVariableValuesAsync(), strict: true);
        Assert.Equivalent(new Dictionary<string, string> { ["OWN"] = "http://cache:6379", ["THEIRS"] = "http://localhost:5000" }, await container.Resource.GetEnvironmentVariableValuesAsync(), strict: true);
    }
}
