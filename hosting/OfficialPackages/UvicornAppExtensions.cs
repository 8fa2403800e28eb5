using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Python;

namespace Aspire.Hosting;

/// <summary>Uvicorn for the official package, which has it from 13.0 on: the same call, on what 9.5 has. Compiled only with <c>-p:UseAspirePackages=true</c>.</summary>
internal static class UvicornAppExtensions
{
    /// <summary>Adds an ASGI program, served by uvicorn on an http endpoint whose port it also gets in PORT.</summary>
    public static IResourceBuilder<PythonAppResource> AddUvicornApp(this IDistributedApplicationBuilder builder, string name, string appDirectory, string app)
    {
        // The interpreter takes "-m" where a script's path would be.
        var uvicorn = builder.AddPythonApp(name, appDirectory, "-m", ["uvicorn", app]);

        return uvicorn
            .WithHttpEndpoint(env: "PORT")
            .WithArgs(context =>
            {
                if (context.ExecutionContext.IsRunMode)
                {
                    context.Args.Add("--host");
                    context.Args.Add("127.0.0.1");
                    context.Args.Add("--port");
                    context.Args.Add(uvicorn.GetEndpoint("http").Property(EndpointProperty.TargetPort));
                }
            });
    }
}
