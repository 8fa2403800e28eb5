using System.Text.Json;

namespace Aspire.Hosting.AppHost.Tests;

/// <summary>Project files of other repositories, in the three forms they are written in.</summary>
public sealed class SdkTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private readonly Workspace _workspace = feed.Workspace;

    private const string Program = """
        var builder = DistributedApplication.CreateBuilder(args);
        var web = builder.AddProject<Projects.My_App_Web>("web");
        builder.AddNpmApp("front", "../front").WithReference(web).WithHttpEndpoint(env: "PORT").PublishAsDockerFile();
        builder.Build().Run();
        """;

    [Fact]
    public async Task The_SDK_as_an_element_beside_the_NET_SDK()
    {
        _workspace.Write("Element/AppHost.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Sdk Name="Aspire.AppHost.Sdk" Version="9.5.2" />
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <UserSecretsId>element</UserSecretsId>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="..\My.App-Web\My.App-Web.csproj" />
              </ItemGroup>
              <ItemGroup>
                <PackageReference Include="Aspire.Hosting.AppHost" Version="9.5.2" />
                <PackageReference Include="Aspire.Hosting.NodeJs" Version="9.5.2" />
              </ItemGroup>
            </Project>
            """);
        _workspace.Write("Element/Program.cs", Program);

        await _workspace.BuildAsync("Element");

        await AssertPublishesAsync("Element", "bin/Debug/net10.0/AppHost.dll");
    }

    [Fact]
    public async Task The_SDK_alone_brings_the_NET_SDK_and_the_hosting_package()
    {
        _workspace.Write("Alone/AppHost.csproj", """
            <Project Sdk="Aspire.AppHost.Sdk/9.5.2">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Aspire.Hosting.NodeJs" Version="9.5.2" />
                <ProjectReference Include="..\My.App-Web\My.App-Web.csproj" />
              </ItemGroup>
            </Project>
            """);
        _workspace.Write("Alone/AppHost.cs", Program);

        await _workspace.BuildAsync("Alone");

        await AssertPublishesAsync("Alone", "bin/Debug/net10.0/AppHost.dll");
    }

    [Fact]
    public async Task An_AppHost_of_a_single_file()
    {
        _workspace.Write("Single/apphost.cs", $"""
            #:sdk Aspire.AppHost.Sdk@9.5.2
            #:package Aspire.Hosting.NodeJs@9.5.2
            #:project ../My.App-Web
            {Program}
            """);

        await AssertPublishesAsync("Single", "run", "apphost.cs", "-p:UseSharedCompilation=false", "--");
    }

    private async Task AssertPublishesAsync(string folder, params string[] start)
    {
        var path = _workspace.PathOf($"{folder}/manifest.json");

        await _workspace.DotNetAsync(folder, [.. start, "--publisher", "manifest", "--output-path", path]);

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var resources = manifest.RootElement.GetProperty("resources");
        Assert.Equal("../My.App-Web/My.App-Web.csproj", resources.GetProperty("web").GetProperty("path").GetString());
        Assert.Equal("{front.bindings.http.targetPort}", resources.GetProperty("front").GetProperty("env").GetProperty("PORT").GetString());
    }
}
