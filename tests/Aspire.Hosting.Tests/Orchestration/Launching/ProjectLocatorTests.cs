using Aspire.Hosting.Orchestration.Launching;

namespace Aspire.Hosting.Tests.Orchestration.Launching;

public sealed class ProjectLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("locator-tests-").FullName;

    [Fact]
    public void The_list_of_the_build_tells_where_the_output_is_whatever_it_is_called()
    {
        var project = Project("<Project/>");
        var output = Output("elsewhere/Renamed");
        var copied = Output("elsewhere/AnotherProgram");
        var list = Write("obj/Debug/net10.0/Api.csproj.FileListAbsolute.txt", "");
        File.WriteAllLines(list, [copied + ".runtimeconfig.json", output + ".runtimeconfig.json", output + ".dll", Path.Combine(Path.GetDirectoryName(list)!, "Renamed.dll")]);

        Assert.Equal(output + ".dll", Found(project));
    }

    [Fact]
    public void Without_a_list_the_usual_folder_is_looked_into()
    {
        var project = Project("<Project/>");
        var output = Output("bin/Debug/net10.0/Api");

        Assert.Equal(output + ".dll", Found(project));
    }

    [Fact]
    public void An_assembly_name_in_the_project_is_heeded()
    {
        var project = Project("<Project><PropertyGroup><AssemblyName>My.Api</AssemblyName></PropertyGroup></Project>");
        var output = Output("bin/Debug/net10.0/My.Api");

        Assert.Equal(output + ".dll", Found(project));
    }

    [Fact]
    public void Of_several_frameworks_the_one_of_the_AppHost_is_taken()
    {
        var project = Project("<Project/>");
        Output("bin/Debug/net8.0/Api");
        var output = Output("bin/Debug/net10.0/Api");
        Output("bin/Debug/net9.0/Api");

        Assert.Equal(output + ".dll", Found(project));
    }

    [Fact]
    public void A_common_artifacts_folder_is_known()
    {
        var project = Project("<Project/>", "src/Api/Api.csproj");
        var output = Output("artifacts/bin/Api/debug_net10.0/Api");
        Output("artifacts/bin/Api/release_net10.0/Api");

        Assert.Equal(output + ".dll", Found(project));
    }

    [Fact]
    public void Another_configuration_does_not_count_and_the_message_has_the_command()
    {
        var project = Project("<Project/>");
        Output("bin/Release/net10.0/Api");

        var missing = Assert.IsType<ProjectLocation.Missing>(ProjectLocator.Locate(project, "Debug", "net10.0", (_, _) => null));

        Assert.EndsWith($"Build it with: dotnet build \"{project}\" -c Debug", missing.Reason);
    }

    [Fact]
    public void MSBuild_has_the_last_word()
    {
        var project = Project("<Project/>");
        var output = Output("odd/place/Api");

        Assert.Equal(output + ".dll", Found(project, (_, _) => output + ".dll"));
    }

    [Fact]
    public void A_project_that_is_not_there_is_said()
    {
        var missing = Assert.IsType<ProjectLocation.Missing>(ProjectLocator.Locate(Path.Combine(_root, "No.csproj"), "Debug", "net10.0"));

        Assert.Contains("does not exist", missing.Reason);
    }

    [Fact]
    public void A_single_file_is_run_by_the_SDK()
    {
        var file = Write("app.cs", "");

        Assert.IsType<ProjectLocation.SourceFile>(ProjectLocator.Locate(file, "Debug", "net10.0"));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Found(string project, Func<string, string, string?>? ask = null) =>
        Assert.IsType<ProjectLocation.Built>(ProjectLocator.Locate(project, "Debug", "net10.0", ask ?? ((_, _) => throw new InvalidOperationException("MSBuild was asked.")))).Assembly;

    private string Project(string content, string path = "Api.csproj") => Write(path, content);

    private string Output(string stem)
    {
        Write(stem + ".dll", "");
        var config = Write(stem + ".runtimeconfig.json", "{}");
        return config[..^".runtimeconfig.json".Length];
    }

    private string Write(string path, string content)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }
}
