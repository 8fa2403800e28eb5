using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Processes;
using Aspire.Hosting.Tests.Orchestration.Supervision;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Orchestration;

/// <summary>A whole application of which only the processes and the container engine are made up.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly StringWriter _output = new();
    private DistributedApplication? _application;

    public TestApplication(bool dashboard = false, params string[] args)
    {
        Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--isolated", .. args],
            DisableDashboard = !dashboard,
            AssemblyName = typeof(TestApplication).Assembly.FullName,
        });
        Builder.Services.AddSingleton<IProcessLauncher>(Launcher);
        Builder.Services.AddSingleton<IContainerEngine>(new FakeEngine(this));
        Builder.Services.AddSingleton<TextWriter>(_output);
    }

    public IDistributedApplicationBuilder Builder { get; }

    public FakeLauncher Launcher { get; } = new();

    /// <summary>What the container engine answers.</summary>
    public Task<EngineProbe> Engine { get; set; } = Task.FromResult(new EngineProbe(false, null, "There is no engine.", "Install one."));

    public string Output => _output.ToString();

    public DistributedApplication Application => _application ??= Builder.Build();

    public ResourceNotificationService Notifications => Application.ResourceNotifications;

    /// <summary>A check that the test decides; unhealthy until told otherwise.</summary>
    public FakeCheck AddCheck(string key)
    {
        var check = new FakeCheck();
        Builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(key, check, null, null));
        return check;
    }

    public Task StartAsync() => Application.StartAsync().WaitAsync(Deadline);

    public async Task<ResourceEvent> UntilAsync(string resource, Func<CustomResourceSnapshot, bool> condition) =>
        await Notifications.WaitForResourceAsync(resource, e => condition(e.Snapshot)).WaitAsync(Deadline);

    public Task<ResourceEvent> UntilAsync(string resource, string state) => UntilAsync(resource, s => s.State?.Text == state);

    public CustomResourceSnapshot Snapshot(string resource) =>
        Notifications.TryGetCurrentState(resource, out var last) ? last.Snapshot : throw new InvalidOperationException($"Nothing is known of '{resource}'.");

    public static object? Property(CustomResourceSnapshot snapshot, string name) => snapshot.Properties.FirstOrDefault(p => p.Name == name)?.Value;

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync().AsTask().WaitAsync(Deadline);
        }
    }

    private sealed class FakeEngine(TestApplication application) : IContainerEngine
    {
        public Task<EngineProbe> ProbeAsync(CancellationToken cancellationToken) => application.Engine.WaitAsync(cancellationToken);
    }
}

/// <summary>A health check whose answer the test sets.</summary>
internal sealed class FakeCheck : IHealthCheck
{
    public volatile string? Problem = "not yet";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Problem is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy());
}
