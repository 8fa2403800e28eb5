using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Python;

/// <summary>How a program is entered.</summary>
internal enum PythonEntryKind
{
    /// <summary>A file that the interpreter runs.</summary>
    Script,

    /// <summary>A module that the interpreter runs by <c>-m</c>.</summary>
    Module,

    /// <summary>A program of the virtual environment.</summary>
    Program,
}

/// <summary>Makes the command line of a program from what has been said about it by the time it starts.</summary>
internal sealed class PythonEntryPoint(PythonEntryKind kind, string target) : IResourceAnnotation
{
    public void AddTo(CommandLineArgsCallbackContext context, VirtualEnvironment environment)
    {
        // The agent of OpenTelemetry's own package runs the program, when it is installed.
        if (context.ExecutionContext.IsRunMode && environment.IsInstrumented)
        {
            foreach (var arg in (string[])["--traces_exporter", "otlp", "--logs_exporter", "console,otlp", "--metrics_exporter", "otlp"])
            {
                context.Args.Add(arg);
            }

            context.Args.Add(kind is PythonEntryKind.Program ? environment.Program(target) : environment.Interpreter);
        }

        if (kind is PythonEntryKind.Module)
        {
            context.Args.Add("-m");
        }

        if (kind is not PythonEntryKind.Program)
        {
            context.Args.Add(target);
        }
    }

    public string Command(VirtualEnvironment environment) =>
        environment.IsInstrumented ? environment.Program("opentelemetry-instrument")
        : kind is PythonEntryKind.Program ? environment.Program(target)
        : environment.Interpreter;
}
