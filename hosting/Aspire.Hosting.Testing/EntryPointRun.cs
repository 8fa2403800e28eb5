using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// One run of an AppHost's entry point, in this process, on a thread of its own. It is halted twice: where the application is about to be built, until the test has changed
/// what it wants to, and where the application is about to start, until the test says so.
/// </summary>
internal sealed class EntryPointRun(Assembly appHost, string[] args, EntryPointHooks hooks)
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ApplicationStartGate _gate = new();
    private int _begun;

    internal async Task<DistributedApplicationBuilder> BuilderAsync(CancellationToken cancellationToken)
    {
        Begin();
        return await _builder.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    internal async Task<DistributedApplication> ApplicationAsync(CancellationToken cancellationToken)
    {
        Begin();
        _mayBuild.TrySetResult();
        return await _application.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the AppHost's own call to Run or Start go on, and waits until it has started everything.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        await ApplicationAsync(cancellationToken).ConfigureAwait(false);
        _gate.Open();
        await _started.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The application, once it has started; null before.</summary>
    internal DistributedApplication? StartedApplication => _started.Task.IsCompletedSuccessfully ? _application.Task.Result : null;

    /// <summary>Ends the run, wherever it is, and waits for the entry point to return. What it throws on the way out is not lost on a test that waits for it, and nobody else's affair.</summary>
    internal async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            return;
        }

        _mayBuild.TrySetCanceled();
        _gate.Close();
        if (_application.Task.IsCompletedSuccessfully)
        {
            Stop(_application.Task.Result);
        }

        await _ended.Task.ConfigureAwait(false);
        if (_application.Task.IsCompletedSuccessfully)
        {
            await _application.Task.Result.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Stop(DistributedApplication application)
    {
        try
        {
            application.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        }
        catch (ObjectDisposedException)
        {
            // The entry point was faster.
        }
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0)
        {
            new Thread(Run) { IsBackground = true, Name = $"Entry point of {appHost.GetName().Name}" }.Start();
        }
    }

    private void Run()
    {
        new BuilderInterception { Constructing = hooks.Constructing, Constructed = hooks.Constructed, Building = OnBuilding, Built = OnBuilt }.Begin();
        try
        {
            var result = Invoke(appHost.EntryPoint!);
            Fail(new InvalidOperationException($"The entry point of '{appHost.GetName().Name}' returned{(result is int code ? $" {code}" : "")} without {(_application.Task.IsCompleted ? "starting its application" : "building an application")}. It has to call DistributedApplication.CreateBuilder, Build and Run."));
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private object? Invoke(MethodInfo entryPoint)
    {
        object?[] parameters = entryPoint.GetParameters().Length == 0 ? [] : [args];
        var result = entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, parameters, null);
        (result as Task)?.GetAwaiter().GetResult();
        return result;
    }

    private void OnBuilding(DistributedApplicationBuilder builder)
    {
        if (_builder.Task.IsCompleted)
        {
            return;
        }

        builder.Services.AddSingleton(_gate);
        TestDefaults.AddServices(builder);
        _builder.TrySetResult(builder);
        hooks.Building?.Invoke(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    private void OnBuilt(DistributedApplication application)
    {
        if (_application.Task.IsCompleted)
        {
            return;
        }

        application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => _started.TrySetResult());
        hooks.Built?.Invoke(application);
        _application.TrySetResult(application);
    }

    private void Fail(Exception exception)
    {
        foreach (var unobserved in new[] { Set(_builder, exception), Set(_application, exception) })
        {
            _ = unobserved.Exception;
        }

        _started.TrySetException(exception);
        _ = _started.Task.Exception;
    }

    private static Task Set<T>(TaskCompletionSource<T> source, Exception exception)
    {
        source.TrySetException(exception);
        return source.Task;
    }
}

/// <summary>What a test does on the way.</summary>
internal sealed record EntryPointHooks(
    Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? Constructing = null,
    Action<DistributedApplicationBuilder>? Constructed = null,
    Action<DistributedApplicationBuilder>? Building = null,
    Action<DistributedApplication>? Built = null);
