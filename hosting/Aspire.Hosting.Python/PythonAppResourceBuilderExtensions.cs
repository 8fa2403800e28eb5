using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Python;

namespace Aspire.Hosting;

/// <summary>Adds Python programs.</summary>
public static partial class PythonAppResourceBuilderExtensions
{
    private const string DefaultEnvironment = ".venv";

    /// <summary>Adds a script, run by the interpreter of <c>.venv</c> in its directory.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="appDirectory">Where the program is, relative to the AppHost's directory.</param>
    /// <param name="scriptPath">The script, relative to <paramref name="appDirectory"/>.</param>
    /// <param name="scriptArgs">Its arguments.</param>
    public static IResourceBuilder<PythonAppResource> AddPythonApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string appDirectory, string scriptPath, params string[] scriptArgs) =>
        builder.AddPythonApp(name, appDirectory, scriptPath, DefaultEnvironment, scriptArgs);

    /// <summary>Adds a script, run by the interpreter of a virtual environment.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="appDirectory">Where the program is, relative to the AppHost's directory.</param>
    /// <param name="scriptPath">The script, relative to <paramref name="appDirectory"/>.</param>
    /// <param name="virtualEnvironmentPath">The virtual environment, relative to <paramref name="appDirectory"/>.</param>
    /// <param name="scriptArgs">The script's arguments.</param>
    public static IResourceBuilder<PythonAppResource> AddPythonApp(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string appDirectory, string scriptPath, string virtualEnvironmentPath, params string[] scriptArgs)
    {
        ArgumentNullException.ThrowIfNull(scriptPath);

        return builder.Add((directory, interpreter) => new PythonAppResource(name, interpreter, directory), appDirectory, virtualEnvironmentPath, new PythonEntryPoint(PythonEntryKind.Script, scriptPath), scriptArgs);
    }

    /// <summary>Adds a module, run as <c>python -m</c>.</summary>
    public static IResourceBuilder<PythonAppResource> AddPythonModule(this IDistributedApplicationBuilder builder, [ResourceName] string name, string appDirectory, string moduleName)
    {
        ArgumentNullException.ThrowIfNull(moduleName);

        return builder.Add((directory, interpreter) => new PythonAppResource(name, interpreter, directory), appDirectory, DefaultEnvironment, new PythonEntryPoint(PythonEntryKind.Module, moduleName), []);
    }

    /// <summary>Adds a program that a package put into the virtual environment.</summary>
    public static IResourceBuilder<PythonAppResource> AddPythonExecutable(this IDistributedApplicationBuilder builder, [ResourceName] string name, string appDirectory, string executableName)
    {
        ArgumentNullException.ThrowIfNull(executableName);

        return builder.Add((directory, interpreter) => new PythonAppResource(name, interpreter, directory), appDirectory, DefaultEnvironment, new PythonEntryPoint(PythonEntryKind.Program, executableName), []);
    }

    /// <summary>Adds an ASGI program, served by uvicorn on an http endpoint whose port it also gets in PORT.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="appDirectory">Where the program is, relative to the AppHost's directory.</param>
    /// <param name="app">The module and the name in it, for example <c>main:app</c>.</param>
    public static IResourceBuilder<UvicornAppResource> AddUvicornApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string appDirectory, string app)
    {
        ArgumentNullException.ThrowIfNull(app);

        var uvicorn = builder.Add((directory, interpreter) => new UvicornAppResource(name, interpreter, directory), appDirectory, DefaultEnvironment, new PythonEntryPoint(PythonEntryKind.Module, "uvicorn"), [app]);
        uvicorn.WithOwnCertificate();
        return uvicorn
            // As in newer versions of the API: programs that know nothing of .NET find others under plain names too, API_HTTP or DB_HOST.
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.All)
            .WithHttpEndpoint(env: "PORT")
            .WithArgs(context =>
            {
                // Published, the image says how the program is started, and gets the port in PORT.
                if (context.ExecutionContext.IsPublishMode)
                {
                    return;
                }

                context.Args.Add("--host");
                context.Args.Add("127.0.0.1");
                context.Args.Add("--port");
                context.Args.Add(uvicorn.GetEndpoint("http").Property(EndpointProperty.TargetPort));
            });
    }

    /// <summary>Uses another virtual environment, relative to the program's directory.</summary>
    public static IResourceBuilder<T> WithVirtualEnvironment<T>(this IResourceBuilder<T> builder, string virtualEnvironmentPath, bool createIfNotExists = true) where T : PythonAppResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(virtualEnvironmentPath);

        return builder.Use(new VirtualEnvironment(PythonDirectory.Resolve(virtualEnvironmentPath, builder.Resource.WorkingDirectory)), createIfNotExists, useUv: false);
    }

    /// <summary>Prepares the virtual environment with uv.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="install">Whether it is prepared at all, when it is missing.</param>
    /// <param name="args">uv's arguments; null for <c>sync</c>.</param>
    public static IResourceBuilder<T> WithUv<T>(this IResourceBuilder<T> builder, bool install = true, string[]? args = null) where T : PythonAppResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.Use(EnvironmentOf(builder.Resource), install, useUv: true, args);
    }

    /// <summary>Prepares the virtual environment with pip, as is usual.</summary>
    public static IResourceBuilder<T> WithPip<T>(this IResourceBuilder<T> builder, bool install = true) where T : PythonAppResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.Use(EnvironmentOf(builder.Resource), install, useUv: false);
    }

    private static IResourceBuilder<T> Use<T>(this IResourceBuilder<T> builder, VirtualEnvironment environment, bool createIfNotExists, bool useUv, string[]? uvArguments = null) where T : PythonAppResource
    {
        builder.WithAnnotation(new PythonEnvironmentAnnotation(environment, createIfNotExists, useUv, uvArguments), ResourceAnnotationMutationBehavior.Replace);
        return builder.WithCommand(builder.Resource.Annotations.OfType<PythonEntryPoint>().Last().Command(environment));
    }

    private static IResourceBuilder<T> Add<T>(
        this IDistributedApplicationBuilder builder, Func<string, string, T> create, string appDirectory, string virtualEnvironmentPath, PythonEntryPoint entry, string[] args) where T : PythonAppResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(appDirectory);
        ArgumentNullException.ThrowIfNull(virtualEnvironmentPath);
        ArgumentNullException.ThrowIfNull(args);

        var directory = PythonDirectory.Resolve(appDirectory, builder.AppHostDirectory);
        var environment = new VirtualEnvironment(PythonDirectory.Resolve(virtualEnvironmentPath, directory));

        var app = builder.AddResource(create(directory, entry.Command(environment)))
            .WithAnnotation(entry)
            .WithAnnotation(new PythonEnvironmentAnnotation(environment, createIfNotExists: true))
            .WithArgs(context => entry.AddTo(context, EnvironmentOf(context.Resource)))
            .WithArgs(args)
            .WithRunEnvironment()
            .WithPreparedEnvironment();

        return app.PublishAsDockerFile();
    }

    private static VirtualEnvironment EnvironmentOf(IResource resource) => resource.Annotations.OfType<PythonEnvironmentAnnotation>().Last().Environment;

    private static IResourceBuilder<T> WithRunEnvironment<T>(this IResourceBuilder<T> builder) where T : PythonAppResource =>
        builder
            .WithOtlpExporter()
            .WithEnvironment(context =>
            {
                if (context.ExecutionContext.IsPublishMode)
                {
                    return;
                }

                // Lines are seen when they are written, and are what they were written as.
                context.EnvironmentVariables.TryAdd("PYTHONUNBUFFERED", "1");
                context.EnvironmentVariables.TryAdd("PYTHONUTF8", "1");
                if (EnvironmentOf(builder.Resource).IsInstrumented)
                {
                    context.EnvironmentVariables["OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED"] = "true";
                }
            });
}
