namespace Aspire.Hosting.Tests.ApplicationModel.Projects;

public sealed class ProjectPathTests
{
    [Fact]
    public void A_folder_stands_for_the_one_project_in_it()
    {
        using var folder = new TestFolder();
        var project = folder.Write("Api.csproj", "<Project />");

        Assert.Equal(project, Model.ToRun().AddProject("api", folder.Path).Resource.GetProjectMetadata().ProjectPath);
    }
}
