namespace Aspire.Hosting.Tests.ApplicationModel.Compute;

public sealed class DeploymentTargetTests
{
    private readonly DistributedApplicationBuilder _builder = Model.ToPublish();

    [Fact]
    public void A_resource_with_one_target_goes_there()
    {
        var cluster = _builder.AddResource(new Cluster("cluster"));
        var target = new DeploymentTargetAnnotation(new Target("api-deployment")) { ComputeEnvironment = cluster.Resource };
        var api = _builder.AddContainer("api", "api").WithAnnotation(target);

        Assert.Same(target, api.Resource.GetDeploymentTargetAnnotation());
        Assert.Same(target, api.Resource.GetDeploymentTargetAnnotation(cluster.Resource));
        Assert.Null(api.Resource.GetDeploymentTargetAnnotation(new Cluster("other")));
        Assert.Null(_builder.AddContainer("cache", "redis").Resource.GetDeploymentTargetAnnotation());
    }

    [Fact]
    public void A_resource_with_several_targets_needs_a_choice()
    {
        var (first, second) = (_builder.AddResource(new Cluster("first")), _builder.AddResource(new Cluster("second")));
        var (one, two) = (new DeploymentTargetAnnotation(new Target("one")) { ComputeEnvironment = first.Resource }, new DeploymentTargetAnnotation(new Target("two")) { ComputeEnvironment = second.Resource });
        var api = _builder.AddContainer("api", "api").WithAnnotation(one).WithAnnotation(two);

        var exception = Assert.Throws<InvalidOperationException>(() => api.Resource.GetDeploymentTargetAnnotation());
        Assert.Equal("Resource 'api' has multiple compute environments - 'first, second'. Please specify a single compute environment using 'WithComputeEnvironment'.", exception.Message);

        api.WithComputeEnvironment(second);
        Assert.Same(two, api.Resource.GetDeploymentTargetAnnotation());
        Assert.Null(api.Resource.GetDeploymentTargetAnnotation(first.Resource));
    }

    [Fact]
    public async Task The_target_writes_what_the_resource_becomes()
    {
        var target = new Target("api-deployment");
        target.Annotations.Add(new ManifestPublishingCallbackAnnotation(context => context.Writer.WriteString("type", "cluster.v0")));
        var api = _builder.AddContainer("api", "api").WithAnnotation(new DeploymentTargetAnnotation(target));

        (await Model.EntryOf(api.Resource)).ShouldBe("""{ "type": "container.v1", "image": "api:latest", "deployment": { "type": "cluster.v0" } }""");
    }

    private sealed class Cluster(string name) : Resource(name), IComputeEnvironmentResource;

    private sealed class Target(string name) : Resource(name);
}
