using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration.Snapshots;

/// <summary>What is known of a resource before anything of it runs.</summary>
internal sealed class InitialSnapshots(ResourceNotificationService notifications, TimeProvider time)
{
    /// <summary>Publishes type, source, relations and, for resources that are held back, their state.</summary>
    public Task PublishAsync(IResource resource)
    {
        var relations = Relations(resource);
        return notifications.PublishUpdateAsync(resource, s => Describe(resource, s) with
        {
            CreationTimeStamp = s.CreationTimeStamp ?? time.GetUtcNow().UtcDateTime,
            Relationships = [.. s.Relationships.Union(relations)],
        });
    }

    /// <summary>The relations an outsider sees: declared ones and the parent.</summary>
    public static ImmutableArray<RelationshipSnapshot> Relations(IResource resource)
    {
        var declared = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type));
        var parent = resource is IResourceWithParent child ? [new RelationshipSnapshot(child.Parent.Name, "Parent")] : Enumerable.Empty<RelationshipSnapshot>();
        return [.. declared.Concat(parent).Distinct()];
    }

    private static CustomResourceSnapshot Describe(IResource resource, CustomResourceSnapshot s) => resource switch
    {
        _ when resource.IsContainer() => s with
        {
            ResourceType = "Container",
            HealthReports = ReplicaAnnouncer.InitialReports(resource),
            Properties = s.Properties
                .Set(PropertyNames.ContainerImage, resource.TryGetContainerImageName(out var image) ? image : null)
                .Set(PropertyNames.Source, image)
                .Set(PropertyNames.ContainerLifetime, resource.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var lifetime) ? lifetime.Lifetime.ToString() : "Session")
                .Set(PropertyNames.ContainerPorts, string.Join(", ", resource.Annotations.OfType<EndpointAnnotation>().Select(e => e.TargetPort).OfType<int>())),
            Volumes = [.. resource.Annotations.OfType<ContainerMountAnnotation>().Select(m =>
                new VolumeSnapshot(m.Source, m.Target, m.Type is ContainerMountType.BindMount ? "bind" : "volume", m.IsReadOnly))],
        },
        ProjectResource project => s with
        {
            ResourceType = "Project",
            State = Held(resource, s),
            HealthReports = ReplicaAnnouncer.InitialReports(resource),
            Properties = s.Properties
                .Set(PropertyNames.ProjectPath, project.GetProjectMetadata().ProjectPath)
                .Set(PropertyNames.Source, project.GetProjectMetadata().ProjectPath)
                .Set(PropertyNames.ProjectLaunchProfile, project.GetEffectiveLaunchProfile()?.Name),
        },
        ExecutableResource executable => s with
        {
            ResourceType = "Executable",
            State = Held(resource, s),
            HealthReports = ReplicaAnnouncer.InitialReports(resource),
            Properties = s.Properties
                .Set(PropertyNames.ExecutablePath, executable.Command)
                .Set(PropertyNames.ExecutableWorkDir, executable.WorkingDirectory)
                .Set(PropertyNames.Source, executable.Command),
        },
        _ => s with { HealthReports = s.HealthReports.IsEmpty ? ReplicaAnnouncer.InitialReports(resource) : s.HealthReports },
    };

    private static ResourceStateSnapshot? Held(IResource resource, CustomResourceSnapshot s) =>
        resource.HasAnnotationOfType<ExplicitStartupAnnotation>() ? KnownResourceStates.NotStarted : s.State;
}
