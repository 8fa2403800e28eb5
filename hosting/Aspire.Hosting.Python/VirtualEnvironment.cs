using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Python;

/// <summary>A virtual environment: where it is and what is in it.</summary>
internal sealed record VirtualEnvironment(string Path)
{
    private static readonly string s_programs = OperatingSystem.IsWindows() ? "Scripts" : "bin";

    /// <summary>The interpreter.</summary>
    public string Interpreter => Program("python");

    /// <summary>Present in environments that this package prepared: what for, and how.</summary>
    public string Mark => System.IO.Path.Combine(Path, ".prepared");

    /// <summary>Whether the program of a package instruments others for telemetry.</summary>
    public bool IsInstrumented => File.Exists(Program("opentelemetry-instrument"));

    public string Program(string name) => System.IO.Path.Combine(Path, s_programs, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
}

/// <summary>The virtual environment a program uses, and whether it is made when it is missing.</summary>
internal sealed class PythonEnvironmentAnnotation(VirtualEnvironment environment, bool createIfNotExists, bool useUv = false, string[]? uvArguments = null) : IResourceAnnotation
{
    public VirtualEnvironment Environment { get; } = environment;

    public bool CreateIfNotExists { get; } = createIfNotExists;

    public bool UseUv { get; } = useUv;

    /// <summary>What uv is told to do; null for what is usual.</summary>
    public string[]? UvArguments { get; } = uvArguments;
}
