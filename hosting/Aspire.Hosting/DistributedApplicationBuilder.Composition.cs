using System.Diagnostics;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Terminal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>What the constructor adds, one verb each.</summary>
public partial class DistributedApplicationBuilder
{
    // Test hosts and tools listen here to reach into an AppHost they did not write.
    private static readonly DiagnosticListener s_announcements = new("Aspire.Hosting");

    private static void Announce(string name, object payload)
    {
        if (s_announcements.IsEnabled(name))
        {
            s_announcements.Write(name, payload);
        }
    }

    private static HostApplicationBuilder CreateHost(DistributedApplicationOptions options)
    {
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        Announce("DistributedApplicationBuilderConstructing", (options, settings));
        return LeanHost.Create(settings, () => options.Assembly);
    }

    private void AddCommandLine()
        => Configuration.AddCommandLine(HostCommandLine.Normalise(_options.Args), HostCommandLine.SwitchMappings);

    private string FindAppHostDirectory() => _options.ProjectDirectory ?? Environment.ContentRootPath;

    private DistributedApplicationExecutionContextOptions ChooseOperation()
    {
        var publisher = Configuration["Publishing:Publisher"];

        return Configuration["AppHost:Operation"]?.ToLowerInvariant() switch
        {
            "publish" => new(DistributedApplicationOperation.Publish, publisher ?? "manifest"),
            "run" => new(DistributedApplicationOperation.Run),
            null or "" when publisher is not null => new(DistributedApplicationOperation.Publish, publisher),
            null or "" => new(DistributedApplicationOperation.Run),
            var other => throw new DistributedApplicationException($"Invalid operation specified. Valid operations are 'publish' or 'run', not '{other}'."),
        };
    }

    private void AddAppHostConfiguration()
    {
        var isPublish = ExecutionContext.IsPublishMode;
        var name = _options.ProjectName ?? Environment.ApplicationName;

        Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AppHost:Directory"] = AppHostDirectory,
            ["AppHost:Path"] = AppHostPath,
            ["AppHost:Sha256"] = AppHostFacts.Hash(isPublish ? name : AppHostPath.ToLowerInvariant()),
        });

        if (!isPublish && _options.DashboardEnabled)
        {
            AddDashboardSecrets();
        }
    }

    // The key that lets resources send telemetry is kept, so that clients set up by hand still work after a restart; the rest lives for one run.
    private void AddDashboardSecrets()
    {
        var open = (Configuration["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] ?? Configuration["DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"])?.ToLowerInvariant() is "true" or "1";
        var secrets = new Dictionary<string, string?>
        {
            ["AppHost:ResourceService:AuthMode"] = open ? "Unsecured" : "ApiKey",
        };

        if (!open)
        {
            secrets["AppHost:BrowserToken"] = Configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] ?? Configuration["DOTNET_DASHBOARD_FRONTEND_BROWSERTOKEN"] ?? NewToken();
            secrets["AppHost:ResourceService:ApiKey"] = Configuration["ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY"] ?? Configuration["DOTNET_DASHBOARD_RESOURCESERVICE_APIKEY"] ?? NewToken();
            secrets["AppHost:OtlpApiKey"] = Configuration["AppHost:OtlpApiKey"] ?? KeptToken("AppHost:OtlpApiKey");
        }

        Configuration.AddInMemoryCollection(secrets);
    }

    private string KeptToken(string key)
        => UserSecretsFile.Find(AppHostAssembly) is { } file ? file.GetOrAdd(key, NewToken, Environment.ApplicationName) : NewToken();

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private void AddLogging()
    {
        if (ExecutionContext.IsPublishMode)
        {
            _host.Logging.AddProvider(new PublishLoggerProvider());
        }
        else
        {
            _host.Logging.AddConsole();
        }

        if (Configuration.GetSection("Logging") is var settings && settings.GetChildren().Any())
        {
            _host.Logging.AddConfiguration(settings);
        }

        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // "Hosting failed to start", with a stack trace: the exception itself reaches the caller and is told there.
        _host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        _host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _host.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        _host.Logging.AddFilter("Aspire.Hosting.Dashboard", LogLevel.Error);
        _host.Logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.Error);
    }

    private void AddModel()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton(Eventing);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(_options);
        Services.AddSingleton(Options.Create(_options));
        Services.AddSingleton<DistributedApplicationStart>();
        Services.AddSingleton<IAspireStore>(_ => new AspireStore(Path.Combine(Configuration["Aspire:Store:Path"] ?? _options.IntermediateOutputPath ?? Path.Combine(AppHostDirectory, "obj"), ".aspire")));
        Eventing.Subscribe<BeforeStartEvent>(BuiltInStartHandlers.RunAsync);
    }

    private void AddNotifications()
    {
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton(s => new ResourceCommandService(s.GetRequiredService<ResourceNotificationService>(), s.GetRequiredService<ResourceLoggerService>(), s));
        Services.AddSingleton<InteractionService>();
        Services.AddSingleton<IInteractionService>(s => s.GetRequiredService<InteractionService>());
        Services.Configure<ResourceNotificationServiceOptions>(o => o.DefaultWaitBehavior =
            _options.DashboardEnabled ? WaitBehavior.WaitOnResourceUnavailable : WaitBehavior.StopOnResourceUnavailable);

        if (_options.EnableResourceLogging && ExecutionContext.IsRunMode)
        {
            Services.AddHostedService<ResourceLogForwarder>();
        }
    }

    private void AddPublishing()
    {
        Services.AddSingleton<IOptions<PublishingOptions>>(_ => Options.Create(PublishingOptions.Read(Configuration)));
        Services.AddKeyedSingleton<IDistributedApplicationPublisher, ManifestPublisher>("manifest");
        Services.AddKeyedSingleton<IDistributedApplicationPublisher, CallbackPublisher>(CallbackPublisher.Name);

        if (ExecutionContext.IsPublishMode)
        {
            Services.AddSingleton<IHostLifetime, PublishLifetime>();
            Services.AddHostedService<PublishRunner>();
        }
    }

    private void AddRunning()
    {
        if (ExecutionContext.IsRunMode)
        {
            // The console first: hosted services start in this order, and what the engine does is to be seen from the beginning.
            // A printed plan is for reading and comparing: nothing else goes to the output.
            if (!Configuration.GetValue("AppHost:PrintPlan", false))
            {
                Services.AddTerminal();
            }

            Services.AddOrchestration();
        }
    }
}
