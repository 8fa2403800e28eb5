using Aspirate.Cli;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Tests;

/// <summary>A folder of its own for a test, with a manifest in it and the command at hand.</summary>
internal sealed class Workspace : IDisposable
{
    public Workspace() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "aspirate-tests", Guid.NewGuid().ToString("n"));

    public string Out => At("out");

    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    public string Read(params string[] parts) => File.ReadAllText(At(parts));

    public Workspace Write(string path, string text)
    {
        var full = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return this;
    }

    public Workspace Manifest(string resources) => Write("manifest.json", $$"""{ "resources": { {{resources}} } }""");

    public async Task<CommandResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await AspirateCommand.RunAsync(args, output, error, TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs the command in a process of its own, for variables are a process's.</summary>
    public async Task<CommandResult> RunProcessAsync(Dictionary<string, string?> variables, params string[] args)
    {
        // Not by way of dotnet: a process finds other programs beside its own before it looks at the PATH.
        var program = Path.ChangeExtension(typeof(ExitCode).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);
        var runtime = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var result = await CliWrap.Cli.Wrap(program)
            .WithArguments(args)
            .WithWorkingDirectory(Folder)
            .WithEnvironmentVariables(new Dictionary<string, string?>(variables) { ["DOTNET_ROOT"] = runtime })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    /// <summary>Generates from the workspace's manifest, or from another one.</summary>
    public Task<CommandResult> GenerateAsync(string format = "kustomize", string? manifest = null, params string[] more) => RunAsync(
        ["generate", "-m", manifest ?? At("manifest.json"), "-o", Out, "-p", Folder, "--output-format", format, "--skip-build", "--non-interactive", "--secret-password", "pw", .. more]);

    public string AllOutput() => string.Join('\n', Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => $"{f}\n{File.ReadAllText(f)}"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
