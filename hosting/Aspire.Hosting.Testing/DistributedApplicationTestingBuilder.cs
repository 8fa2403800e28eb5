using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Creates builders for tests: no dashboard, free ports, the AppHost's first launch profile, logs of resources in the host's log.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the AppHost of <typeparamref name="TEntryPoint"/>, such as <c>Projects.My_AppHost</c>, up to where it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default) where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), [], Nothing, cancellationToken);

    /// <summary>Runs the AppHost whose assembly holds <paramref name="entryPoint"/> up to where it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, [], Nothing, cancellationToken);

    /// <summary>Runs the AppHost, with a command line, up to where it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default) where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), args, Nothing, cancellationToken);

    /// <summary>Runs the AppHost, with a command line, up to where it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, args, Nothing, cancellationToken);

    /// <summary>Runs the AppHost, with a command line and with other options, up to where it builds its application.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default) where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs the AppHost, with a command line and with other options, up to where it builds its application.</summary>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        Arguments.ThrowIfNullOrContainsNullOrEmpty(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);

        var factory = new ConfiguredFactory(entryPoint, args, configureBuilder);
        try
        {
            return new EntryPointTestingBuilder(factory, await factory.ResolveBuilderAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await factory.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A builder for a model that the test declares itself.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, Nothing);

    /// <summary>A builder, with other options, for a model that the test declares itself.</summary>
    public static IDistributedApplicationTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        Arguments.ThrowIfNullOrContainsNullOrEmpty(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);

        var appHost = FindCaller();
        var interception = new BuilderInterception
        {
            Constructing = (options, settings) => TestDefaults.Apply(options, settings, appHost, args, configureBuilder),
        };
        return new AdHocTestingBuilder(interception.During(() => new DistributedApplicationBuilder(new DistributedApplicationOptions())));
    }

    private static void Nothing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
    }

    // The project that was built as an AppHost, else whoever called first.
    private static Assembly FindCaller()
    {
        var callers = new StackTrace().GetFrames()
            .Select(frame => frame.GetMethod()?.Module.Assembly)
            .OfType<Assembly>()
            .Where(assembly => assembly != typeof(DistributedApplicationTestingBuilder).Assembly)
            .Distinct()
            .ToArray();

        return callers.FirstOrDefault(assembly => AppHostFacts.Of(assembly).ProjectDirectory is not null) ?? callers[0];
    }

    private sealed class ConfiguredFactory(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
        : DistributedApplicationFactory(entryPoint, args)
    {
        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
            => configure(applicationOptions, hostOptions);
    }
}
