using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Python;

/// <summary>A Python program, run by the interpreter of its virtual environment.</summary>
public class PythonAppResource(string name, string executablePath, string appDirectory)
    : ExecutableResource(name, executablePath, appDirectory), IResourceWithServiceDiscovery, IContainerFilesDestinationResource;

/// <summary>An ASGI program served by uvicorn.</summary>
public class UvicornAppResource(string name, string executablePath, string appDirectory) : PythonAppResource(name, executablePath, appDirectory);
