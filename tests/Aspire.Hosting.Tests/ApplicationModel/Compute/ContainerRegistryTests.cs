namespace Aspire.Hosting.Tests.ApplicationModel.Compute;

public sealed class ContainerRegistryTests
{
    [Fact]
    public void A_registry_has_an_address_and_a_path()
    {
        var builder = Model.ToPublish();
        IContainerRegistry fixedOne = builder.AddContainerRegistry("fixed", "ghcr.io", "me/shop").Resource;
        IContainerRegistry open = builder.AddContainerRegistry("open", builder.AddParameter("address"), builder.AddParameter("path")).Resource;
        IContainerRegistry bare = builder.AddContainerRegistry("bare", "ghcr.io").Resource;

        Assert.Equal(("fixed", "ghcr.io", "me/shop"), (fixedOne.Name.ValueExpression, fixedOne.Endpoint.ValueExpression, fixedOne.Repository?.ValueExpression));
        Assert.Equal(("{address.value}", "{path.value}"), (open.Endpoint.ValueExpression, open.Repository?.ValueExpression));
        Assert.Null(bare.Repository);
    }

    [Fact]
    public void The_last_registry_named_for_a_resource_counts()
    {
        var builder = Model.ToPublish();
        var first = builder.AddContainerRegistry("first", "first.example.org");
        var last = builder.AddContainerRegistry("last", "last.example.org");
        var image = builder.AddDockerfile("api", ".").WithContainerRegistry(first).WithContainerRegistry(last);

        Assert.Same(last.Resource, Assert.Single(image.Resource.Annotations.OfType<ContainerRegistryReferenceAnnotation>()).Registry);
    }

    [Fact]
    public void A_registry_takes_no_part_in_a_run()
    {
        var builder = Model.ToRun();
        builder.AddContainerRegistry("registry", "ghcr.io");

        Assert.Empty(builder.Resources);
    }

    [Fact]
    public async Task A_manifest_has_no_entry_for_a_registry()
    {
        var builder = Model.ToPublish();
        var registry = builder.AddContainerRegistry("registry", "ghcr.io");
        builder.AddContainer("cache", "redis").WithContainerRegistry(registry);

        var manifest = await Model.ManifestOf(builder.Resources);
        Assert.Equal(["cache"], manifest["resources"]!.AsObject().Select(entry => entry.Key));
    }
}
