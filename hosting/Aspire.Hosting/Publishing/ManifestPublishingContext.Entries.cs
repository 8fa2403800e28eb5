using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The entries, one method for each kind of resource; the order of properties is part of the format.</summary>
public sealed partial class ManifestPublishingContext
{
    /// <summary>Writes the entry of a container, with an image or with the build that makes one.</summary>
    public async Task WriteContainerAsync(ContainerResource container)
    {
        ArgumentNullException.ThrowIfNull(container);

        var deployment = container.GetDeploymentTargetAnnotation();
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            Writer.WriteString("type", "container.v1");
            WriteConnectionString(container);
            WriteBuild(build);
        }
        else
        {
            if (!container.TryGetContainerImageName(out var image))
            {
                throw new DistributedApplicationException($"The container '{container.Name}' has no image. Add one with WithImage, or a Dockerfile with WithDockerfile.");
            }

            Writer.WriteString("type", deployment is null ? "container.v0" : "container.v1");
            WriteConnectionString(container);
            Writer.WriteString("image", image);
        }

        await WriteDeploymentAsync(deployment).ConfigureAwait(false);
        if (container.Entrypoint is not null)
        {
            Writer.WriteString("entrypoint", container.Entrypoint);
        }

        await WriteCommandLineArgumentsAsync(container).ConfigureAwait(false);
        WriteMounts(container);
        await WriteEnvironmentVariablesAsync(container).ConfigureAwait(false);
        WriteBindings(container);
        WriteContainerFiles(container);
    }

    private async Task WriteProjectAsync(ProjectResource project)
    {
        var deployment = project.GetDeploymentTargetAnnotation();
        Writer.WriteString("type", deployment is null ? "project.v0" : "project.v1");
        Writer.WriteString("path", GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
        await WriteDeploymentAsync(deployment).ConfigureAwait(false);
        await WriteCommandLineArgumentsAsync(project).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(project).ConfigureAwait(false);
        WriteBindings(project);
        WriteContainerFiles(project);
    }

    // What the resource becomes writes this itself.
    private async Task WriteDeploymentAsync(DeploymentTargetAnnotation? deployment)
    {
        if (deployment?.DeploymentTarget.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var custom) == true && custom.Callback is { } callback)
        {
            Writer.WriteStartObject("deployment");
            await callback(this).ConfigureAwait(false);
            Writer.WriteEndObject();
        }
    }

    private async Task WriteExecutableAsync(ExecutableResource executable)
    {
        Writer.WriteString("type", "executable.v0");
        WriteConnectionString(executable);
        Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
        Writer.WriteString("command", executable.Command);
        await WriteCommandLineArgumentsAsync(executable).ConfigureAwait(false);
        await WriteEnvironmentVariablesAsync(executable).ConfigureAwait(false);
        WriteBindings(executable);
        WriteContainerFiles(executable);
    }

    private Task WriteValueAsync(IResourceWithConnectionString resource)
    {
        Writer.WriteString("type", "value.v0");
        WriteConnectionString(resource);
        return Task.CompletedTask;
    }

    internal Task WriteParameterAsync(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");

        if (parameter.IsConnectionString)
        {
            Writer.WriteString("connectionString", parameter.ValueExpression);
        }

        Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");

        Writer.WriteStartObject("inputs");
        Writer.WriteStartObject("value");
        Writer.WriteString("type", "string");

        if (parameter.Secret)
        {
            Writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is { } @default)
        {
            Writer.WriteStartObject("default");
            @default.WriteToManifest(this);
            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
        return Task.CompletedTask;
    }
}
