using System.Globalization;

namespace Aspire.Hosting.EndToEnd.AppHost;

/// <summary>The models, by name.</summary>
internal static class Scenarios
{
    public static IReadOnlyDictionary<string, Action<IDistributedApplicationBuilder>> All { get; } = new Dictionary<string, Action<IDistributedApplicationBuilder>>
    {
        ["shop"] = Shop,
        ["family"] = Family,
        ["chain"] = Chain,
        ["replicas"] = builder => builder.AddProject("api", Dummies.Project, o => o.ExcludeLaunchProfile = true).WithArgs("listen").WithHttpEndpoint(env: "PORT").WithReplicas(3),
        ["fixed-port"] = builder => builder.AddService("api", port: int.Parse(builder.Configuration["port"]!, CultureInfo.InvariantCulture)),

        ["missing-parameter"] = builder => builder.AddDummy("api", "wait").WithEnvironment("KEY", builder.AddParameter("api-key", secret: true)).WithEnvironment("REGION", builder.AddParameter("region")),
        ["duplicate-name"] = builder => { builder.AddDummy("api", "wait"); builder.AddDummy("API", "wait"); },
        ["bad-name"] = builder => builder.AddDummy("my_api", "wait"),
        ["wait-cycle"] = WaitCycle,
        ["missing-node"] = builder => { builder.AddNodeApp("web", "server.js", AppContext.BaseDirectory); builder.AddService("api"); },
        ["missing-module"] = MissingModule,
        ["exits-with-1"] = builder => { builder.AddDummy("migration", "exit", "1"); builder.AddService("api"); },
        ["failed-dependency"] = FailedDependency,
        ["unhealthy-dependency"] = UnhealthyDependency,
        ["unknown-profile"] = builder => builder.AddProject("api", Dummies.Project, launchProfileName: "no-such-profile"),
        ["missing-program"] = builder => { builder.AddExecutable("tool", "no-such-program", AppContext.BaseDirectory); builder.AddService("api"); },
        ["container"] = builder => { builder.AddContainer("cache", "docker.io/library/redis"); builder.AddService("api"); },
    };

    private static void Shop(IDistributedApplicationBuilder builder)
    {
        var api = builder.AddService("api");
        builder.AddService("web").WithReference(api.GetEndpoint("http")).WaitFor(api);
        builder.AddDummy("worker", "wait");
    }

    // Two services that take their time, one after the other.
    private static void Chain(IDistributedApplicationBuilder builder)
    {
        var first = builder.AddDummy("first", "listen-after", "2000").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/health");
        builder.AddDummy("second", "listen-after", "2000").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/health").WaitFor(first);
    }

    // What is hard to get rid of.
    private static void Family(IDistributedApplicationBuilder builder)
    {
        builder.AddService("api");
        builder.AddDummy("stubborn", "ignore-term");
        builder.AddDummy("parent", "grandchild", "/bin/sleep", "100000");
        builder.AddExecutable("escaping", "/bin/sh", AppContext.BaseDirectory, "-c", "setsid sleep 100000 & echo \"escaped $!\"; wait");
    }

    private static void WaitCycle(IDistributedApplicationBuilder builder)
    {
        var a = builder.AddDummy("first", "wait");
        var b = builder.AddDummy("second", "wait").WaitFor(a);
        var c = builder.AddDummy("third", "wait").WaitFor(b);
        a.WaitFor(c);
    }

    private static void MissingModule(IDistributedApplicationBuilder builder)
    {
        var folder = builder.Configuration["folder"]!;
        File.WriteAllText(Path.Combine(folder, "main.py"), "import no_such_module_anywhere\n");
        builder.AddPythonApp("recommendations", folder, "main.py");
        builder.AddService("api");
    }

    private static void FailedDependency(IDistributedApplicationBuilder builder)
    {
        var migration = builder.AddDummy("migration", "exit", "1");
        builder.AddService("api").WaitForCompletion(migration);
    }

    private static void UnhealthyDependency(IDistributedApplicationBuilder builder)
    {
        var database = builder.AddService("database").WithEnvironment("DUMMY_SICK", "1");
        builder.AddService("api").WaitFor(database);
    }
}
