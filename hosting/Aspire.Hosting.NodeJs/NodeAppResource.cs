using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A Node.js program, started by <c>node</c> or by a package manager.</summary>
public class NodeAppResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IResourceWithServiceDiscovery, IContainerFilesDestinationResource;
