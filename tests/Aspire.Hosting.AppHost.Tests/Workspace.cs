using System.Reflection;
using System.Text;
using CliWrap;

namespace Aspire.Hosting.AppHost.Tests;

/// <summary>A temporary folder that stands for somebody else's repository, with the .NET command line in it.</summary>
public sealed class Workspace : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(10);

    public Workspace()
    {
        Folder = Directory.CreateTempSubdirectory("apphost-tests-").FullName;
        // Nothing above the folder has a say.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    public string Folder { get; }

    /// <summary>The checkout that these tests were built from.</summary>
    public static string Repository { get; } = FindRepository();

    public static string Configuration { get; } = typeof(Workspace).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string content)
    {
        var file = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    /// <summary>A web service of one line, as a project.</summary>
    public void WriteService(string name)
    {
        Write($"{name}/{name}.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
            </Project>
            """);
        Write($"{name}/Program.cs", "WebApplication.CreateBuilder(args).Build().Run();");
    }

    /// <summary>Runs <c>dotnet</c> in <paramref name="folder"/> and gives what it printed; anything but exit code 0 fails the test with it.</summary>
    public async Task<string> DotNetAsync(string folder, params string[] arguments)
    {
        var (exitCode, output) = await TryDotNetAsync(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:{Environment.NewLine}{output}");
        return output;
    }

    public async Task<(int ExitCode, string Output)> TryDotNetAsync(string folder, params string[] arguments) =>
        await RunAsync("dotnet", PathOf(folder), arguments);

    /// <summary>Builds in one process that ends with the command.</summary>
    public Task<string> BuildAsync(string folder, params string[] arguments) =>
        DotNetAsync(folder, ["build", .. arguments, "-v:q", "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"]);

    public static async Task<(int ExitCode, string Output)> RunAsync(string command, string folder, params string[] arguments)
    {
        var output = new StringBuilder();
        void Add(string line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }

        using var deadline = new CancellationTokenSource(s_deadline);
        var result = await Cli.Wrap(command)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            // What the build that runs these tests exports is not for the builds that they start.
            .WithEnvironmentVariables(variables => variables
                .Set("MSBUILDDISABLENODEREUSE", "1").Set("DOTNET_CLI_TELEMETRY_OPTOUT", "1").Set("DOTNET_NOLOGO", "1")
                .Set("DOTNET_CLI_UI_LANGUAGE", "en").Set("MSBuildSDKsPath", null).Set("MSBUILD_EXE_PATH", null).Set("MSBuildExtensionsPath", null))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Add))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Add))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(deadline.Token);
        return (result.ExitCode, output.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Shop.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Shop.sln.");
    }
}
