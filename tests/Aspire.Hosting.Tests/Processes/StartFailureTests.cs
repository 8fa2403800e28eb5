using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Tests.Processes;

public sealed class StartFailureTests : IAsyncDisposable
{
    private readonly ProcessLauncher _launcher = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory();

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return _launcher.DisposeAsync();
    }

    [Fact]
    public void A_missing_program_is_named_with_the_directories_that_were_searched()
    {
        var spec = Programs.Spec("no-such-program", []) with { Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/somewhere/else" } };
        var message = Assert.Throws<ProcessStartException>(() => _launcher.Start(spec)).Message;
        Assert.Contains("'no-such-program'", message);
        Assert.Contains("/usr/bin", message);
        Assert.Contains("/somewhere/else", message);
        Assert.Contains("Install it", message);
    }

    [Fact]
    public void A_missing_file_is_named_with_its_full_path()
    {
        var message = Assert.Throws<ProcessStartException>(() => _launcher.Start(Programs.Spec("./gone", []) with { WorkingDirectory = _directory.FullName })).Message;
        Assert.Contains(Path.Combine(_directory.FullName, "gone"), message);
    }

    [Fact]
    public void A_file_that_may_not_be_run_says_how_to_mend_it()
    {
        var file = Write("plain", "#!/bin/sh\n", UnixFileMode.UserRead);
        var message = Assert.Throws<ProcessStartException>(() => _launcher.Start(Programs.Spec(file, []))).Message;
        Assert.Contains($"chmod +x '{file}'", message);
    }

    [Fact]
    public void A_script_whose_interpreter_is_missing_names_the_interpreter()
    {
        var file = Write("script", "#!/opt/missing/python\n", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("'/opt/missing/python'", Assert.Throws<ProcessStartException>(() => _launcher.Start(Programs.Spec(file, []))).Message);
    }

    [Fact]
    public void A_missing_working_directory_is_named()
    {
        var gone = Path.Combine(_directory.FullName, "gone");
        Assert.Contains($"'{gone}' does not exist", Assert.Throws<ProcessStartException>(() => _launcher.Start(Programs.Shell("exit") with { WorkingDirectory = gone })).Message);
    }

    [Fact]
    public void A_directory_is_not_a_program() =>
        Assert.Contains("is a directory", Assert.Throws<ProcessStartException>(() => _launcher.Start(Programs.Spec(_directory.FullName, []))).Message);

    private string Write(string name, string text, UnixFileMode mode)
    {
        var file = Path.Combine(_directory.FullName, name);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, mode);
        return file;
    }
}
