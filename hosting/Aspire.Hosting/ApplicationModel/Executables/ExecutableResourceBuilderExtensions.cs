using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds and configures executables.</summary>
public static partial class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program; a relative <paramref name="workingDirectory"/> counts from the AppHost's directory.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, [ResourceName] string name, string command, string workingDirectory, params string[]? args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);

        return builder.AddExecutable(name, command, workingDirectory, (object[]?)args);
    }

    /// <summary>Adds a program whose arguments may be endpoints, parameters or expressions, resolved when it starts.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, [ResourceName] string name, string command, string workingDirectory, params object[]? args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);

        var directory = HostPath.Resolve(workingDirectory, builder.AppHostDirectory);

        return builder
            .AddResource(new ExecutableResource(name, command, directory))
            .WithArgs(context =>
            {
                foreach (var arg in args ?? [])
                {
                    context.Args.Add(arg);
                }
            });
    }

    /// <summary>Replaces the program.</summary>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command) where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(command);

        AnnotationOf(builder).Command = command;
        return builder;
    }

    /// <summary>Replaces the directory the program starts in; a relative one counts from the AppHost's directory.</summary>
    public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory) where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(workingDirectory);

        AnnotationOf(builder).WorkingDirectory = HostPath.Resolve(workingDirectory, builder.ApplicationBuilder.AppHostDirectory);
        return builder;
    }

    private static ExecutableAnnotation AnnotationOf<T>(IResourceBuilder<T> builder) where T : ExecutableResource =>
        builder.Resource.TryGetLastAnnotation<ExecutableAnnotation>(out var annotation)
            ? annotation
            : throw new InvalidOperationException($"The executable resource '{builder.Resource.Name}' has lost its {nameof(ExecutableAnnotation)}.");
}
