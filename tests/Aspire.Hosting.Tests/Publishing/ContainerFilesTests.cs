namespace Aspire.Hosting.Tests.Publishing;

public class ContainerFilesTests
{
    private sealed class Page(string name) : Resource(name), IResourceWithContainerFiles;

    [Fact]
    public async Task Files_taken_from_another_image_are_named_with_their_source_and_their_destination()
    {
        var builder = Model.ToPublish();
        var page = builder.AddResource(new Page("page")).WithContainerFilesSource("/app/dist").WithContainerFilesSource("/app/assets");
        var box = builder.AddContainer("box", "image").PublishWithContainerFiles(page, "wwwroot");

        (await Model.EntryOf(box.Resource)).ShouldBe("""
            {
              "type": "container.v0",
              "image": "image:latest",
              "containerFiles": { "page": { "destination": "wwwroot", "sources": ["/app/dist", "/app/assets"] } }
            }
            """);
    }

    [Fact]
    public void A_source_can_take_back_what_it_offered()
    {
        var page = Model.ToPublish().AddResource(new Page("page")).WithContainerFilesSource("/app/dist").ClearContainerFilesSources().WithContainerFilesSource("/srv");

        Assert.Equal(["/srv"], page.Resource.Annotations.OfType<ContainerFilesSourceAnnotation>().Select(source => source.SourcePath));
    }

    [Fact]
    public void A_run_is_not_changed()
    {
        var builder = Model.ToRun();
        var box = builder.AddContainer("box", "image").PublishWithContainerFiles(builder.AddResource(new Page("page")), "wwwroot");

        Assert.Empty(box.Resource.Annotations.OfType<ContainerFilesDestinationAnnotation>());
    }
}
