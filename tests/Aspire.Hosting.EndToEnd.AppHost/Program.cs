using System.Runtime.InteropServices;
using Aspire.Hosting.EndToEnd.AppHost;

// AppHost --scenario NAME ...: one small model per test.
var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, DisableDashboard = true });
var scenario = builder.Configuration["scenario"] ?? "shop";
Scenarios.All[scenario](builder);
var application = builder.Build();

// What a person does in the dashboard: SIGUSR1 restarts "api".
const PosixSignal userSignal = (PosixSignal)10;
using var restart = PosixSignalRegistration.Create(userSignal, context =>
{
    context.Cancel = true;
    application.ResourceCommands.ExecuteCommandAsync("api", KnownResourceCommands.RestartCommand);
});
application.Run();
