using Shop.Containers.Tests.Running;

namespace Shop.Containers.Tests;

/// <summary>What the images and the containers made of them are like.</summary>
public sealed class ImageTests(RunningShop shop)
{
    private static readonly string[] Built = ["api", "goodsmart-in-memory", "goodsmart-offline", "goodsmart-api", "app", "edge"];

    [Fact]
    public async Task A_second_build_builds_nothing()
    {
        shop.SkipWhereThereAreNoContainers();
        Assert.Contains($"{Built.Length} images, {Built.Length} built", shop.FirstBuild, StringComparison.Ordinal);

        var second = await shop.BuildAgainAsync();

        Assert.Contains($"{Built.Length} images, nothing to build", second, StringComparison.Ordinal);
        Assert.All(Built, name => Assert.Contains($"{name}: nothing changed, not built", second, StringComparison.Ordinal));
    }

    [Fact]
    public void What_runs_is_what_was_built()
    {
        shop.SkipWhereThereAreNoContainers();
        var compose = shop.Generated("docker-compose.yaml");

        Assert.All(Built, name => Assert.Contains($"{shop.Machine.Registry}/{name}@sha256:", compose, StringComparison.Ordinal));
        Assert.DoesNotContain(":latest", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_runs_as_root_and_NET_services_cannot_write_to_their_images()
    {
        shop.SkipWhereThereAreNoContainers();
        foreach (var service in Built.Append("search"))
        {
            var container = await shop.InspectAsync(service);
            var user = container.GetProperty("Config").GetProperty("User").GetString()!.Split(':')[0];
            Assert.True(int.TryParse(user, out var number) && number > 0, $"{service} runs as \"{user}\".");
            var isProject = service is "api" or "goodsmart-in-memory" or "goodsmart-offline";
            Assert.Equal(isProject, container.GetProperty("HostConfig").GetProperty("ReadonlyRootfs").GetBoolean());
        }
    }
}
