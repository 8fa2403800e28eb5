using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds and configures .NET projects.</summary>
public static partial class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the AppHost refers to.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name) where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project by the path of its project file; a relative one counts from the AppHost's directory.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project that the AppHost refers to, with a launch profile; null for none.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name, string? launchProfileName) where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name, options => SetProfile(options, launchProfileName));

    /// <summary>Adds a project by the path of its project file, with a launch profile; null for none.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, string? launchProfileName) =>
        builder.AddProject(name, projectPath, options => SetProfile(options, launchProfileName));

    /// <summary>Adds a project that the AppHost refers to.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ProjectResourceOptions> configure) where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);

        return builder.AddProject(name, new TProject(), configure);
    }

    /// <summary>Adds a project by the path of its project file; a relative one counts from the AppHost's directory.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(projectPath);
        ArgumentNullException.ThrowIfNull(configure);

        return builder.AddProject(name, new ProjectMetadata(FindProject(HostPath.Resolve(projectPath, builder.AppHostDirectory))), configure);
    }

    /// <summary>Adds a program that is a single C# file or a project file, by its path.</summary>
    public static IResourceBuilder<ProjectResource> AddCSharpApp(this IDistributedApplicationBuilder builder, [ResourceName] string name, string path)
    {
        ArgumentNullException.ThrowIfNull(path);

        return builder.AddProject(name, path);
    }

    /// <summary>Runs the project in so many processes behind the same endpoints.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ReplicaAnnotation(replicas));
    }

    /// <summary>Publishes the project without trust in forwarded headers.</summary>
    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation<DisableForwardedHeadersAnnotation>(ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Tells the project only of those of its endpoints that pass the filter; filters add up.</summary>
    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(this IResourceBuilder<ProjectResource> builder, Func<EndpointAnnotation, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(filter);

        return builder.WithAnnotation(new EndpointEnvironmentInjectionFilterAnnotation(filter));
    }

    // A folder stands for the project in it.
    private static string FindProject(string path) =>
        Directory.Exists(path) && Directory.GetFiles(path, "*.*proj") is [var only] ? only : path;

    private static void SetProfile(ProjectResourceOptions options, string? launchProfileName)
    {
        options.LaunchProfileName = launchProfileName;
        options.ExcludeLaunchProfile = launchProfileName is null;
    }

    private static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, Action<ProjectResourceOptions> configure)
    {
        var options = new ProjectResourceOptions();
        configure(options);

        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);
        ChooseLaunchProfile(project, options);

        // A profile that does not exist is an error here, where it is named, rather than at the start.
        var profile = project.Resource.GetEffectiveLaunchProfile(throwIfNotFound: true);
        var kestrel = options.ExcludeKestrelEndpoints
            ? new KestrelEndpoints([], DefaultsToHttp2: false)
            : KestrelEndpoints.Read(metadata, builder.Environment.EnvironmentName);

        ProjectEnvironment.Add(project);
        ProjectEndpoints.Add(project, kestrel, profile?.LaunchProfile);

        return project;
    }

    private static void ChooseLaunchProfile(IResourceBuilder<ProjectResource> project, ProjectResourceOptions options)
    {
        var configuration = project.ApplicationBuilder.Configuration;
        if ((configuration["AppHost:DefaultLaunchProfileName"] ?? configuration["DOTNET_LAUNCH_PROFILE"]) is { Length: > 0 } hosts)
        {
            project.WithAnnotation(new DefaultLaunchProfileAnnotation(hosts));
        }

        if (options.ExcludeLaunchProfile)
        {
            project.WithAnnotation(new ExcludeLaunchProfileAnnotation());
        }
        else if (options.LaunchProfileName is { Length: > 0 } name)
        {
            project.WithAnnotation(new LaunchProfileAnnotation(name));
        }
    }
}
