using Elasticsearch.Emulator.Analysis;
using Elasticsearch.Emulator.Cluster;
using Elasticsearch.Emulator.Documents;
using Elasticsearch.Emulator.Errors;
using Elasticsearch.Emulator.Http;
using Elasticsearch.Emulator.Indices;
using Elasticsearch.Emulator.Search;

namespace Elasticsearch.Emulator;

/// <summary>Puts the emulator together.</summary>
internal static partial class EmulatorApplication
{
    /// <exception cref="IOException">The data directory cannot be used.</exception>
    public static WebApplication Build(EmulatorOptions options)
    {
        // Many small term clauses are normal for terms queries and expansions; Elasticsearch's limit is of this order, too.
        Lucene.Net.Search.BooleanQuery.MaxClauseCount = 65_536;
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = typeof(EmulatorApplication).Assembly.GetName().Name });
        builder.WebHost.UseUrls(options.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxContentLength;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton(options);
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            builder.Services.AddHostedService<Tracing>();
        }

        builder.Services.AddSingleton<Node>();
        builder.Services.AddSingleton<SearchContexts>();
        builder.Services.AddSingleton<RestPipeline>();
        builder.Services.AddSingleton(Routes);
        builder.Services.AddHostedService<Recovery>();
        var application = builder.Build();

        // Made now, so that a data directory in use is said before anything listens.
        _ = application.Services.GetRequiredService<Node>();
        var pipeline = application.Services.GetRequiredService<RestPipeline>();
        application.Run(pipeline.HandleAsync);
        return application;
    }

    static RouteTable Routes(IServiceProvider services)
    {
        var node = services.GetRequiredService<Node>();
        var contexts = services.GetRequiredService<SearchContexts>();
        var routes = new RouteTable(node.Recovered);
        routes.MapCluster(node, services.GetRequiredService<EmulatorOptions>());
        routes.MapCat(node);
        routes.MapIndices(node);
        routes.MapMappings(node);
        routes.MapSettings(node);
        routes.MapAliases(node);
        routes.MapAnalyze(node);
        routes.MapDocuments(node);
        routes.MapUpdate(node);
        routes.MapMultiGet(node);
        routes.MapBulk(node);
        routes.MapByQuery(node);
        routes.MapSearch(node, contexts);
        SearchContexts.Map(routes, node, contexts);
        return routes;
    }

    /// <summary>Reads the data directory while the server already answers health.</summary>
    sealed partial class Recovery(Node node, IHostApplicationLifetime lifetime, ILogger<Recovery> log) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await Task.Run(node.Recover, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(log, e);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
            }
        }

        [LoggerMessage(Level = LogLevel.Critical, Message = "The data directory cannot be recovered")]
        static partial void LogFailure(ILogger log, Exception failure);
    }
}
