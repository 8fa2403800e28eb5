using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>A JavaScript program, started by a script of its package.json.</summary>
public class JavaScriptAppResource(string name, string command, string workingDirectory) : NodeAppResource(name, command, workingDirectory), IResourceWithContainerFiles;

/// <summary>A program served by Vite while it is developed.</summary>
public class ViteAppResource(string name, string command, string workingDirectory) : JavaScriptAppResource(name, command, workingDirectory);
