namespace Aspire.Hosting.Tests.ApplicationModel.Containers;

public sealed class ContainerImageTests
{
    private const string Digest = "42b5c726e719639fcc1e9dbc13dd843f567dcd37911d0e1abb9f47f2cc1c95cd";

    [Theory]
    [InlineData("redis", null, "redis:latest")]
    [InlineData("redis:7", null, "redis:7")]
    [InlineData("redis:7", "8", "redis:8")]
    [InlineData("registry.example.org:5000/ns/redis:7", "8", "registry.example.org:5000/ns/redis:8")]
    [InlineData("redis@sha256:" + Digest, null, "redis@sha256:" + Digest)]
    [InlineData("redis@sha256:" + Digest, "8", "redis:8")]
    public void The_tag_of_its_own_counts_when_a_container_is_added(string image, string? tag, string full)
    {
        var builder = Model.ToRun();
        var container = tag is null ? builder.AddContainer("cache", image) : builder.AddContainer("cache", image, tag);

        Assert.True(container.Resource.TryGetContainerImageName(out var name));
        Assert.Equal(full, name);
    }

    [Fact]
    public void A_tag_given_twice_is_refused()
    {
        var container = Model.ToRun().AddContainer("cache", "redis");

        Assert.StartsWith("Ambiguous tags", Assert.Throws<InvalidOperationException>(() => container.WithImage("redis:7", "8")).Message);
    }

    [Fact]
    public void A_tag_beside_a_digest_is_refused()
    {
        var container = Model.ToRun().AddContainer("cache", "redis");

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => container.WithImage($"redis@sha256:{Digest}", "8"));
        Assert.StartsWith("Tag conflicts with digest provided on the 'image' parameter", exception.Message);
    }

    [Fact]
    public void Files_that_are_not_there_are_refused_where_they_are_named()
    {
        var container = Model.ToRun().AddContainer("cache", "redis");

        var exception = Assert.Throws<InvalidOperationException>(() => container.WithContainerFiles("/etc/redis", "/no/such/folder"));
        Assert.Equal("The source path '/no/such/folder' of the files for 'cache' does not exist. Ensure the path is correct and accessible.", exception.Message);
    }
}
