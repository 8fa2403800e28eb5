using Microsoft.Extensions.Hosting;

// A model with one of each thing that tests ask for, and a way to fail at every stage: --crash-before-build and so on.
var builder = DistributedApplication.CreateBuilder(args);

var setting = builder.AddParameter("setting", "from the AppHost");
var words = builder.AddConnectionString("words", ReferenceExpression.Create($"Say={setting}"));
builder.Configuration["ConnectionStrings:configured"] ??= "testconnection";
builder.AddConnectionString("configured");

var service = builder.AddProject<Projects.Aspire_Hosting_Dummy>("service", launchProfileName: null)
    .WithArgs("listen")
    .WithHttpEndpoint(port: 43117, env: "PORT")
    .WithHttpHealthCheck("/health")
    .WithReference(words)
    .WithEnvironment("APP_HOST_ARG", builder.Configuration["APP_HOST_ARG"])
    .WithEnvironment("APP_HOST_PROFILE", builder.Configuration["APP_HOST_PROFILE"]);

builder.AddProject<Projects.Aspire_Hosting_Dummy>("worker", launchProfileName: null)
    .WithArgs("wait")
    .WithEndpoint(name: "inbox", env: "INBOX_PORT")
    .WaitFor(service);

Crash("before-build");
var app = builder.Build();
Crash("after-build");
await app.StartAsync();
Crash("after-start");
await app.WaitForShutdownAsync();
Crash("after-shutdown");

void Crash(string stage)
{
    if (args.Contains($"--crash-{stage}=true"))
    {
        throw new InvalidOperationException($"Asked to crash {stage}.");
    }
}
