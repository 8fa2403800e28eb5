namespace Architecture.Tests;

public sealed class LayoutTests
{
    [Theory]
    [InlineData("AppHost")]
    [InlineData("ServiceDefaults")]
    [InlineData("Shop.Api")]
    [InlineData("Shop.Cart")]
    [InlineData("Shop.Web")]
    [InlineData("Shop.Recommendations")]
    [InlineData("hosting")]
    [InlineData("tests")]
    [InlineData("bench")]
    [InlineData("docs/decisions")]
    public void The_folder_of_the_design_is_there(string folder) =>
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, folder)), folder);

    [Theory]
    [InlineData("Shop.sln")]
    [InlineData("README.md")]
    [InlineData("run.sh")]
    [InlineData("test.sh")]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Packages.props")]
    [InlineData("global.json")]
    [InlineData(".editorconfig")]
    [InlineData(".vscode/launch.json")]
    [InlineData("docs/architecture.md")]
    public void The_file_of_the_design_is_there(string file) =>
        Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file);

    [Fact]
    public void A_test_project_is_named_after_the_project_it_tests()
    {
        string[] acrossProjects = ["Architecture.Tests", "Aspire.Hosting.EndToEnd.Tests", "Shop.Containers.Tests", "Shop.EndToEnd.Tests"];
        var orphans = Repository.Projects.Values
            .Where(project => project.Area == "tests" && project.Name.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(project => project.Name)
            .Except(acrossProjects)
            .Where(name => !Repository.Projects.ContainsKey(name[..^".Tests".Length]));

        Assert.Empty(orphans);
    }
}
