namespace Aspire.Hosting.AppHost.Tests;

/// <summary>An AppHost that takes the MSBuild part from source, built once: services with names that are no identifiers, a library it compiles against, and a program that prints what it knows.</summary>
public sealed class SourceAppHost : IAsyncLifetime
{
    public Workspace Workspace { get; } = new();

    /// <summary>What the AppHost printed: one <c>key=value</c> a line.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        WriteTo(Workspace);
        await Workspace.BuildAsync("My.AppHost");
        var printed = await Workspace.DotNetAsync("My.AppHost", "bin/Debug/net10.0/My.AppHost.dll");
        Facts = printed.Split('\n').Select(line => line.Trim().Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
    }

    public ValueTask DisposeAsync()
    {
        Workspace.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void WriteTo(Workspace workspace)
    {
        foreach (var service in new[] { "My.App-Web", "2Eat.Web", "Plain" })
        {
            workspace.WriteService(service);
        }

        workspace.Write("Naming/Naming.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");
        workspace.Write("Naming/Names.cs", """namespace Naming; public static class Names { public const string Web = "web"; }""");
        workspace.Write("Directory.Build.targets", $"""<Project><Import Project="{Workspace.Repository}/Directory.Build.targets" /></Project>""");
        workspace.Write("My.AppHost/My.AppHost.csproj", ProjectFile);
        workspace.Write("My.AppHost/AppHost.cs", Program);
    }

    private static string ProjectFile => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <IsAspireHost>true</IsAspireHost>
            <UserSecretsId>my-secrets</UserSecretsId>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Reference Include="{AppContext.BaseDirectory}Aspire.Hosting.dll" />
            <Reference Include="{AppContext.BaseDirectory}Spectre.Console.dll" />
          </ItemGroup>
          <ItemGroup>
            <ProjectReference Include="..\My.App-Web\My.App-Web.csproj" />
            <ProjectReference Include="..\2Eat.Web\2Eat.Web.csproj" />
            <ProjectReference Include="..\Plain\Plain.csproj" AspireProjectMetadataTypeName="Renamed" />
            <ProjectReference Include="..\Naming\Naming.csproj" IsAspireProjectResource="false" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Without a using directive of its own, as AppHosts are written.</summary>
    private const string Program = """
        using System.Reflection;

        var builder = DistributedApplication.CreateBuilder(args);
        var web = builder.AddProject<Projects.My_App_Web>(Naming.Names.Web);
        builder.AddProject<Projects._2Eat_Web>("eat").WithReference(web).WaitFor(web);
        builder.AddProject<Projects.Renamed>("renamed");
        builder.AddContainer("cache", "redis").WithLifetime(ContainerLifetime.Persistent);

        if (builder.ExecutionContext.IsPublishMode)
        {
            builder.Build().Run();
            return;
        }

        Console.WriteLine($"web={new Projects.My_App_Web().ProjectPath}");
        Console.WriteLine($"eat={new Projects._2Eat_Web().ProjectPath}");
        Console.WriteLine($"renamed={new Projects.Renamed().ProjectPath}");
        Console.WriteLine($"apphost={Projects.My_AppHost.ProjectPath}");
        Console.WriteLine($"directory={builder.AppHostDirectory}");
        Console.WriteLine("projects=" + string.Join(' ', typeof(Projects.My_AppHost).Assembly.GetTypes().Where(type => type.Namespace == "Projects").Select(type => type.Name).Order()));
        foreach (var data in typeof(Projects.My_AppHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            Console.WriteLine($"{data.Key}={data.Value}");
        }

        Console.WriteLine($"secrets={typeof(Projects.My_AppHost).Assembly.GetCustomAttribute<Microsoft.Extensions.Configuration.UserSecrets.UserSecretsIdAttribute>()?.UserSecretsId}");
        """;
}
