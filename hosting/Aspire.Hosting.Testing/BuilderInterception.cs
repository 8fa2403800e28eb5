using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Hears what builders announce while they work. Each flow of control hears only the builders that it creates itself, so tests that run
/// side by side do not reach into each other's applications.
/// </summary>
internal sealed class BuilderInterception
{
    private static readonly AsyncLocal<BuilderInterception?> s_current = new();

    static BuilderInterception() => DiagnosticListener.AllListeners.Subscribe(new Listeners());

    internal Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? Constructing { get; init; }

    internal Action<DistributedApplicationBuilder>? Constructed { get; init; }

    internal Action<DistributedApplicationBuilder>? Building { get; init; }

    internal Action<DistributedApplication>? Built { get; init; }

    /// <summary>From here on, in this flow of control and in those it starts.</summary>
    internal void Begin() => s_current.Value = this;

    /// <summary>For the time of one call.</summary>
    internal T During<T>(Func<T> create)
    {
        var outer = s_current.Value;
        s_current.Value = this;
        try
        {
            return create();
        }
        finally
        {
            s_current.Value = outer;
        }
    }

    private void Hear(string name, object? payload)
    {
        switch (name, payload)
        {
            case ("DistributedApplicationBuilderConstructing", ValueTuple<DistributedApplicationOptions, HostApplicationBuilderSettings> (var options, var settings)):
                Constructing?.Invoke(options, settings);
                break;
            case ("DistributedApplicationBuilderConstructed", DistributedApplicationBuilder builder):
                Constructed?.Invoke(builder);
                break;
            case ("DistributedApplicationBuilding", DistributedApplicationBuilder builder):
                Building?.Invoke(builder);
                break;
            case ("DistributedApplicationBuilt", DistributedApplication application):
                Built?.Invoke(application);
                break;
        }
    }

    private sealed class Listeners : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Aspire.Hosting")
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value) => s_current.Value?.Hear(value.Key, value.Value);

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
