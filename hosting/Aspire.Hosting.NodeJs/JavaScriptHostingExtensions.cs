using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting;

/// <summary>Adds JavaScript programs under the names newer versions of the API use.</summary>
public static class JavaScriptHostingExtensions
{
    /// <summary>Adds a program that a script of its package.json starts. It has no endpoint yet.</summary>
    public static IResourceBuilder<JavaScriptAppResource> AddJavaScriptApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string appDirectory, string runScriptName = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(appDirectory);

        return builder.AddScripted(new JavaScriptAppResource(name, "npm", NodeDirectory.Resolve(builder, appDirectory)), runScriptName);
    }

    /// <summary>Adds a program served by Vite, with an http endpoint whose port Vite is told.</summary>
    public static IResourceBuilder<ViteAppResource> AddViteApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string appDirectory, string runScriptName = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(appDirectory);

        var app = builder.AddScripted(new ViteAppResource(name, "npm", NodeDirectory.Resolve(builder, appDirectory)), runScriptName);
        // Where a Dockerfile leaves what `vite build` makes, by convention.
        return app.WithContainerFilesSource("/app/dist").WithHttpEndpoint(env: "PORT").WithArgs(context =>
        {
            // Published, the image says how the program is started, and gets the port in PORT.
            if (context.ExecutionContext.IsPublishMode && HasDockerfile(app.Resource))
            {
                return;
            }

            // npm keeps options for itself unless told not to; the others pass everything on.
            if (PackageManager.Of(app.Resource) == PackageManager.Npm)
            {
                context.Args.Add("--");
            }

            context.Args.Add("--port");
            context.Args.Add(app.GetEndpoint("http").Property(EndpointProperty.TargetPort));
            if (app.Resource.TryGetLastAnnotation<ViteConfigAnnotation>(out var config))
            {
                context.Args.Add("--config");
                context.Args.Add(config.Path);
            }
        });
    }

    /// <summary>Has Vite read another configuration, by a path relative to the program's directory.</summary>
    public static IResourceBuilder<ViteAppResource> WithViteConfig(this IResourceBuilder<ViteAppResource> builder, string configPath)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(configPath);

        return builder.WithAnnotation(new ViteConfigAnnotation(configPath), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Uses npm.</summary>
    public static IResourceBuilder<T> WithNpm<T>(this IResourceBuilder<T> builder, bool install = true, string? installCommand = null, string[]? installArgs = null) where T : NodeAppResource =>
        builder.With(PackageManager.Npm, install, installCommand, installArgs);

    /// <summary>Uses Yarn.</summary>
    public static IResourceBuilder<T> WithYarn<T>(this IResourceBuilder<T> builder, bool install = true, string[]? installArgs = null) where T : NodeAppResource =>
        builder.With(PackageManager.Yarn, install, installCommand: null, installArgs);

    /// <summary>Uses pnpm.</summary>
    public static IResourceBuilder<T> WithPnpm<T>(this IResourceBuilder<T> builder, bool install = true, string[]? installArgs = null) where T : NodeAppResource =>
        builder.With(PackageManager.Pnpm, install, installCommand: null, installArgs);

    /// <summary>Starts the program by a script of its package.json: by another one, or in place of node when it is run by that.</summary>
    public static IResourceBuilder<T> WithRunScript<T>(this IResourceBuilder<T> builder, string scriptName, string[]? args = null) where T : NodeAppResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(scriptName);

        return builder.WithAnnotation(new RunScriptAnnotation(scriptName, args ?? []), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Names the script that builds the program for publishing.</summary>
    public static IResourceBuilder<T> WithBuildScript<T>(this IResourceBuilder<T> builder, string scriptName, string[]? args = null) where T : NodeAppResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(scriptName);

        return builder.WithAnnotation(new BuildScriptAnnotation(scriptName, args ?? []), ResourceAnnotationMutationBehavior.Replace);
    }

    private static IResourceBuilder<T> With<T>(this IResourceBuilder<T> builder, PackageManager manager, bool install, string? installCommand, string[]? installArgs) where T : NodeAppResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.WithAnnotation(new PackageManagerAnnotation(manager, install, installCommand, installArgs), ResourceAnnotationMutationBehavior.Replace);
        if (builder.Resource is JavaScriptAppResource || builder.Resource.Command != "node")
        {
            builder.WithCommand(manager.Command);
        }

        return builder;
    }

    private static IResourceBuilder<T> AddScripted<T>(this IDistributedApplicationBuilder builder, T resource, string runScriptName) where T : JavaScriptAppResource
    {
        var app = builder.AddResource(resource)
            .WithNodeDefaults()
            // These names are of newer versions of the API, where programs that know nothing of .NET find others under plain names too: API_HTTP, DB_HOST.
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.All)
            .WithAnnotation(new RunScriptAnnotation(runScriptName, []))
            .WithArgs(context =>
            {
                // The last word on the script may come after this.
                var script = resource.Annotations.OfType<RunScriptAnnotation>().Last();
                foreach (var arg in PackageManager.Of(resource).Run(script.Name, script.Arguments))
                {
                    context.Args.Add(arg);
                }
            })
            .WithPackageInstall();

        // A Dockerfile beside package.json says how the program is deployed.
        return HasDockerfile(resource) ? app.PublishAsDockerFile() : app;
    }

    private static bool HasDockerfile(NodeAppResource resource) => File.Exists(Path.Combine(resource.WorkingDirectory, "Dockerfile"));
}
