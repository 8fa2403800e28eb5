using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Python;

/// <summary>Makes a program's virtual environment before it starts, when it is missing or was made for other requirements.</summary>
internal static class EnvironmentPreparation
{
    private static readonly string[] s_interpreters = OperatingSystem.IsWindows() ? ["python", "py"] : ["python3", "python"];

    public static IResourceBuilder<T> WithPreparedEnvironment<T>(this IResourceBuilder<T> builder) where T : PythonAppResource
    {
        var application = builder.ApplicationBuilder;
        if (application.ExecutionContext.IsRunMode)
        {
            // As late as possible: until then another environment may be chosen.
            application.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
            {
                AddPreparation(builder);
                return Task.CompletedTask;
            });
        }

        return builder;
    }

    private static void AddPreparation<T>(IResourceBuilder<T> builder) where T : PythonAppResource
    {
        var app = builder.Resource;
        var settings = app.Annotations.OfType<PythonEnvironmentAnnotation>().Last();
        var environment = settings.Environment;
        var requirements = Path.Combine(app.WorkingDirectory, "requirements.txt");
        var fingerprint = File.Exists(requirements) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(requirements))) : "none";

        if (!settings.CreateIfNotExists || IsUsable(environment, fingerprint))
        {
            return;
        }

        var preparation = builder.ApplicationBuilder
            .AddExecutable($"{app.Name}-environment", settings.UseUv ? "uv" : FindInterpreter(), app.WorkingDirectory)
            .WithArgs(settings.UseUv ? settings.UvArguments ?? ["sync"] : [Script(), environment.Path, requirements, fingerprint])
            .WithEnvironment("PYTHONUNBUFFERED", "1")
            .WithEnvironment("UV_PROJECT_ENVIRONMENT", environment.Path)
            .WithParentRelationship(app)
            .ExcludeFromManifest();
        builder.WaitForCompletion(preparation);
    }

    // An environment without our mark is somebody's own and used as it is.
    private static bool IsUsable(VirtualEnvironment environment, string fingerprint) =>
        File.Exists(environment.Interpreter) && (!File.Exists(environment.Mark) || File.ReadAllText(environment.Mark).StartsWith(fingerprint, StringComparison.Ordinal));

    // The first one on PATH; the script looks at the others, too. When there is none, the name is what the error should say.
    private static string FindInterpreter()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return s_interpreters.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix))).FirstOrDefault(File.Exists) ?? s_interpreters[0];
    }

    private static string Script() => Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.Python", "prepare_environment.py");
}
