using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Processes;

public sealed class ExecutableSearchTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_bare_name_is_found_in_the_first_directory_of_the_path_that_has_it()
    {
        var first = Program("a", "tool");
        Program("b", "tool");
        Assert.Equal(first, ExecutableSearch.Find("tool", "/", $"{_directory}/none:{_directory}/a:{_directory}/b"));
    }

    [Fact]
    public void A_file_that_may_not_be_run_is_passed_over()
    {
        File.SetUnixFileMode(Program("a", "tool"), UnixFileMode.UserRead);
        var second = Program("b", "tool");
        Assert.Equal(second, ExecutableSearch.Find("tool", "/", $"{_directory}/a:{_directory}/b"));
    }

    [Fact]
    public void A_bare_name_is_not_taken_from_the_working_directory_and_a_path_is()
    {
        var tool = Program("a", "tool");
        Assert.Null(ExecutableSearch.Find("tool", $"{_directory}/a", "/nowhere"));
        Assert.Equal(tool, ExecutableSearch.Find("./tool", $"{_directory}/a", "/nowhere"));
        Assert.Equal(tool, ExecutableSearch.Find("a/tool", _directory.FullName, "/nowhere"));
        Assert.Equal(tool, ExecutableSearch.Find(tool, "/", "/nowhere"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("no-such-program-at-all")]
    public void What_is_nowhere_is_null(string command) => Assert.Null(ExecutableSearch.Find(command, "/", null));

    private string Program(string folder, string name)
    {
        var file = Path.Combine(_directory.CreateSubdirectory(folder).FullName, name);
        File.WriteAllText(file, "#!/bin/sh\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }
}
