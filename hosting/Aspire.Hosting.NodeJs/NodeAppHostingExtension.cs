using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds Node.js programs.</summary>
public static class NodeAppHostingExtension
{
    private static readonly string[] s_scriptExtensions = [".js", ".mjs", ".cjs", ".ts", ".mts"];

    /// <summary>Adds a script that <c>node</c> runs.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="scriptPath">The script, relative to <paramref name="workingDirectory"/>.</param>
    /// <param name="workingDirectory">Where it runs, relative to the AppHost's directory; null for the script's own directory.</param>
    /// <param name="args">Its arguments.</param>
    /// <remarks>Newer versions of the API take the directory first and the script second; the two are told apart by the script's extension.</remarks>
    public static IResourceBuilder<NodeAppResource> AddNodeApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string scriptPath, string? workingDirectory = null, string[]? args = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(scriptPath);

        if (workingDirectory is not null && IsScript(workingDirectory) && !IsScript(scriptPath))
        {
            (scriptPath, workingDirectory) = (workingDirectory, scriptPath);
        }

        var app = new NodeAppResource(name, "node", NodeDirectory.Resolve(builder, workingDirectory ?? Path.GetDirectoryName(scriptPath) ?? "."));
        return builder.AddResource(app)
            .WithNodeDefaults()
            .WithArgs(context =>
            {
                // Whether a script of package.json takes node's place is known only now.
                var byScript = context.ExecutionContext.IsRunMode ? app.Annotations.OfType<RunScriptAnnotation>().LastOrDefault() : null;
                foreach (var arg in byScript is null ? [scriptPath, .. args ?? []] : PackageManager.Of(app).Run(byScript.Name, byScript.Arguments))
                {
                    context.Args.Add(arg);
                }
            })
            .WithPackageInstall();
    }

    /// <summary>Adds a program that a script of its package.json starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="workingDirectory">Where its package.json is, relative to the AppHost's directory.</param>
    /// <param name="scriptName">The script.</param>
    /// <param name="args">Arguments for the script.</param>
    public static IResourceBuilder<NodeAppResource> AddNpmApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string workingDirectory, string scriptName = "start", string[]? args = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        ArgumentNullException.ThrowIfNull(scriptName);

        string[] command = args is { Length: > 0 } ? ["run", scriptName, "--", .. args] : ["run", scriptName];
        return builder.AddResource(new NodeAppResource(name, "npm", NodeDirectory.Resolve(builder, workingDirectory)))
            .WithNodeDefaults()
            .WithArgs(command)
            .WithPackageInstall();
    }

    /// <summary>Development or production by the AppHost's environment, and telemetry.</summary>
    internal static IResourceBuilder<T> WithNodeDefaults<T>(this IResourceBuilder<T> builder) where T : NodeAppResource =>
        builder
            .WithOtlpExporter()
            .WithEnvironment("NODE_ENV", builder.ApplicationBuilder.Environment.IsDevelopment() ? "development" : "production");

    private static bool IsScript(string path) => s_scriptExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
