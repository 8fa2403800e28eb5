namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs as a process of the host.</summary>
public class ExecutableResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Describes a process.</summary>
    /// <param name="name">The name of the resource.</param>
    /// <param name="command">The program, looked up on PATH unless it is a path.</param>
    /// <param name="workingDirectory">The absolute directory the program starts in.</param>
    public ExecutableResource(string name, string command, string workingDirectory) : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);

        Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });
    }

    /// <summary>The program to run.</summary>
    public string Command => Annotation.Command;

    /// <summary>The directory the program starts in.</summary>
    public string WorkingDirectory => Annotation.WorkingDirectory;

    private ExecutableAnnotation Annotation =>
        this.TryGetLastAnnotation<ExecutableAnnotation>(out var annotation)
            ? annotation
            : throw new InvalidOperationException($"The executable resource '{Name}' has lost its {nameof(ExecutableAnnotation)}.");
}
