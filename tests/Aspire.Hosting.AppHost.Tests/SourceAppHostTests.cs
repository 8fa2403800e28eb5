using System.Text.Json;

namespace Aspire.Hosting.AppHost.Tests;

public sealed class SourceAppHostTests(SourceAppHost appHost) : IClassFixture<SourceAppHost>
{
    private readonly Workspace _workspace = appHost.Workspace;

    [Theory]
    [InlineData("web", "My.App-Web/My.App-Web.csproj")]
    [InlineData("eat", "2Eat.Web/2Eat.Web.csproj")]
    [InlineData("renamed", "Plain/Plain.csproj")]
    public void A_class_of_a_referenced_project_knows_its_full_path(string key, string project) =>
        Assert.Equal(_workspace.PathOf(project), appHost.Facts[key]);

    [Fact]
    public void The_class_of_the_AppHost_knows_its_directory()
    {
        Assert.Equal(_workspace.PathOf("My.AppHost"), appHost.Facts["apphost"]);
        Assert.Equal(_workspace.PathOf("My.AppHost"), appHost.Facts["directory"]);
    }

    [Fact]
    public void There_is_a_class_for_each_service_and_for_the_AppHost_and_none_for_a_library() =>
        Assert.Equal("My_AppHost My_App_Web Renamed _2Eat_Web".Split(' ').Order(), appHost.Facts["projects"].Split(' ').Order());

    [Fact]
    public void The_assembly_says_where_its_project_is()
    {
        Assert.Equal(_workspace.PathOf("My.AppHost"), appHost.Facts["apphostprojectpath"]);
        Assert.Equal("My.AppHost.csproj", appHost.Facts["apphostprojectname"]);
        Assert.Equal(_workspace.PathOf("My.AppHost/obj"), appHost.Facts["apphostprojectbaseintermediateoutputpath"].TrimEnd('/'));
        Assert.Equal("my-secrets", appHost.Facts["secrets"]);
    }

    [Fact]
    public void Services_are_built_beside_the_AppHost_and_not_copied_into_it()
    {
        Assert.True(File.Exists(_workspace.PathOf("My.App-Web/bin/Debug/net10.0/My.App-Web.dll")));
        Assert.False(File.Exists(_workspace.PathOf("My.AppHost/bin/Debug/net10.0/My.App-Web.dll")));
        Assert.True(File.Exists(_workspace.PathOf("My.AppHost/bin/Debug/net10.0/Naming.dll")));
    }

    [Fact]
    public async Task An_AppHost_is_run_in_its_project_folder_and_is_neither_published_nor_packed()
    {
        var json = await _workspace.DotNetAsync("My.AppHost", "msbuild", "-getProperty:RunWorkingDirectory", "-getProperty:IsPublishable", "-getProperty:IsPackable", "-nodeReuse:false");

        using var properties = JsonDocument.Parse(json);
        string? Value(string name) => properties.RootElement.GetProperty("Properties").GetProperty(name).GetString();
        Assert.Equal(_workspace.PathOf("My.AppHost"), Value("RunWorkingDirectory")!.TrimEnd('/'));
        Assert.Equal("false", Value("IsPublishable"));
        Assert.Equal("false", Value("IsPackable"));
    }

    [Fact]
    public async Task A_build_target_writes_the_manifest_and_leaves_unchanged_files_alone()
    {
        var metadata = _workspace.PathOf("My.AppHost/obj/Debug/net10.0/Aspire/references/My_App_Web.ProjectMetadata.g.cs");
        var written = File.GetLastWriteTimeUtc(metadata);

        await _workspace.BuildAsync("My.AppHost", "-t:GenerateAspireManifest", "--no-restore");

        Assert.Equal(written, File.GetLastWriteTimeUtc(metadata));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_workspace.PathOf("My.AppHost/obj/Debug/net10.0/Aspire/manifest.json")));
        var names = manifest.RootElement.GetProperty("resources").EnumerateObject().Select(resource => resource.Name);
        Assert.Equal(["web", "eat", "renamed", "cache"], names);
    }

    [Fact]
    public async Task A_library_that_is_referred_to_as_a_resource_is_warned_of_and_a_service_is_not()
    {
        _workspace.Write("Careless/Careless.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <IsAspireHost>true</IsAspireHost>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="..\Naming\Naming.csproj" />
                <ProjectReference Include="..\Plain\Plain.csproj" />
              </ItemGroup>
            </Project>
            """);

        await _workspace.DotNetAsync("Careless", "restore", "-v:q", "-nologo");
        var output = await _workspace.DotNetAsync("Careless", "msbuild", "-t:WarnOfAspireResourcesThatDoNotRun", "-nologo", "-nodeReuse:false");

        var warning = Assert.Single(output.Split('\n'), line => line.Contains("ASPIRE004", StringComparison.Ordinal));
        Assert.Contains("Naming.csproj' is referenced by an Aspire Host project, but it is not an executable.", warning, StringComparison.Ordinal);
    }
}
