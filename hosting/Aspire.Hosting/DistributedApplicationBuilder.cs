using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Terminal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <inheritdoc cref="IDistributedApplicationBuilder" />
public partial class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly DistributedApplicationOptions _options;
    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;
    private readonly ResourceCollection _resources = new();

    /// <summary>Creates a builder for an AppHost with this command line.</summary>
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args })
    {
        ArgumentNullException.ThrowIfNull(args);
    }

    /// <summary>Creates a builder.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        ErrorReport.Install();

        _host = CreateHost(options);
        AddCommandLine();
        AppHostDirectory = FindAppHostDirectory();
        AppHostPath = Path.Join(AppHostDirectory, _options.ProjectName ?? Environment.ApplicationName);
        _executionContextOptions = ChooseOperation();
        ExecutionContext = new DistributedApplicationExecutionContext(_executionContextOptions);

        AddAppHostConfiguration();
        AddLogging();
        AddModel();
        AddNotifications();
        AddPublishing();
        AddRunning();

        Announce("DistributedApplicationBuilderConstructed", this);
    }

    /// <inheritdoc />
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc />
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc />
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <summary>The path of the AppHost's project file, as far as it is known.</summary>
    public string AppHostPath { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly => _options.Assembly;

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc />
    public IResourceCollection Resources => _resources;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public DistributedApplication Build()
    {
        RefuseDuplicateNames();
        Announce("DistributedApplicationBuilding", this);

        var application = new DistributedApplication(_host.Build());
        _executionContextOptions.ServiceProvider = application.Services;

        Announce("DistributedApplicationBuilt", application);
        return application;
    }

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);

        if (Resources.FirstOrDefault(r => NameComparers.Resource.Equals(r.Name, resource.Name)) is { } existing)
        {
            throw new DistributedApplicationException($"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{existing.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    // Names were checked as resources came in, but the collection is open to everyone.
    private void RefuseDuplicateNames()
    {
        var taken = _resources
            .GroupBy(r => r.Name, NameComparers.Resource)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToArray();

        if (taken.Length > 0)
        {
            var names = string.Join(", ", taken.Select(n => $"'{n}'"));
            throw new DistributedApplicationException($"Multiple resources with the name {names}. Resource names are case-insensitive.");
        }
    }
}
