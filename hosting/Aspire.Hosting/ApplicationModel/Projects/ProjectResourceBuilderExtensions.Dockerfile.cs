using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ProjectResourceBuilderExtensions
{
    /// <summary>Publishes the project as a container built from the Dockerfile in its directory; <paramref name="configure"/> shapes the container. Run mode is unchanged.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<ContainerResource>>? configure = null) where T : ProjectResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        var application = builder.ApplicationBuilder;
        if (!application.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        var existing = application.Resources.OfType<ProjectContainerResource>().SingleOrDefault(container => container.Project == builder.Resource);
        if (existing is not null)
        {
            configure?.Invoke(application.CreateResourceBuilder<ContainerResource>(existing));
            return builder;
        }

        application.Resources.Remove(builder.Resource);
        var container = application.AddResource<ContainerResource>(new ProjectContainerResource(builder.Resource));

        container
            .WithImage(builder.Resource.Name)
            .WithDockerfile(Path.GetDirectoryName(builder.Resource.GetProjectMetadata().ProjectPath)!)
            .WithArgs(context => context.Args.Clear()); // they start the program on the host; the image has its own entry point
        configure?.Invoke(container);

        return builder;
    }
}
