using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ExecutableResourceBuilderExtensions
{
    /// <summary>Publishes the program as a container built from the Dockerfile in its working directory. Run mode is unchanged.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder) where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.PublishAsDockerFile(configure: null);
    }

    /// <summary>Publishes the program as a container with build arguments. Use the overload with a callback instead.</summary>
    [Obsolete("Use the overload that takes a callback and call WithBuildArg in it.")]
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, IEnumerable<DockerBuildArg>? buildArgs) where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.PublishAsDockerFile(container =>
        {
            foreach (var arg in buildArgs ?? [])
            {
                container.WithBuildArg(arg.Name, arg.Value);
            }
        });
    }

    /// <summary>Publishes the program as a container built from a Dockerfile; <paramref name="configure"/> shapes the container.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<ContainerResource>>? configure) where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        var application = builder.ApplicationBuilder;
        if (!application.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        // An integration may have made the container already; a second call only configures it further.
        var existing = application.Resources.OfType<ExecutableContainerResource>().SingleOrDefault(container => container.Executable == builder.Resource);
        if (existing is not null)
        {
            configure?.Invoke(application.CreateResourceBuilder<ContainerResource>(existing));
            return builder;
        }

        application.Resources.Remove(builder.Resource);
        var container = application.AddResource<ContainerResource>(new ExecutableContainerResource(builder.Resource));

        container
            .WithImage(builder.Resource.Name)
            .WithDockerfile(builder.Resource.WorkingDirectory)
            .WithArgs(context => context.Args.Clear()); // they start the program on the host; the image has its own entry point
        configure?.Invoke(container);

        return builder;
    }
}
