using System.Reflection;

namespace Aspire.Hosting.EndToEnd.AppHost;

/// <summary>Adds dummy programs to a model.</summary>
internal static class Dummies
{
    public static string Program { get; } = Metadata("DummyProgram");

    public static string Project { get; } = Metadata("DummyProject");

    public static IResourceBuilder<ExecutableResource> AddDummy(this IDistributedApplicationBuilder builder, string name, params string[] arguments) =>
        builder.AddExecutable(name, Program, AppContext.BaseDirectory, arguments);

    /// <summary>One that answers HTTP, with its health.</summary>
    public static IResourceBuilder<ExecutableResource> AddService(this IDistributedApplicationBuilder builder, string name, int? port = null) =>
        builder.AddDummy(name, "listen").WithHttpEndpoint(port: port, env: "PORT").WithHttpHealthCheck("/health");

    private static string Metadata(string key) => Path.GetFullPath(
        typeof(Dummies).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!.Replace('\\', '/'));
}
