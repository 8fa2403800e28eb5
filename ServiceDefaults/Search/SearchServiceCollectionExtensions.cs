using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ServiceDefaults.Search;

public static class SearchServiceCollectionExtensions
{
    /// <summary>Adds the typed client of the search engine named by a connection string.</summary>
    public static IServiceCollection AddSearchClient(this IServiceCollection services, string connectionName = "search")
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
            SearchConnection.Parse(provider.GetRequiredService<IConfiguration>().GetConnectionString(connectionName), $"ConnectionStrings:{connectionName}"));
        var client = services.AddHttpClient<SearchClient>((provider, http) =>
        {
            var connection = provider.GetRequiredService<SearchConnection>();
            http.BaseAddress = connection.Address;
            http.DefaultRequestHeaders.Authorization = connection.Authorization;
            http.Timeout = Timeout.InfiniteTimeSpan;
        });
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        // Four lines a request say nothing that the traces do not.
        client.RemoveAllLoggers();
        client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // The engine stands beside the service: a proxy meant for the internet must not get between them.
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = 64,
        });

        // The client knows which of its requests may be repeated (a search is a POST, a conditional write is not safe);
        // a general rule by HTTP method does not.
#pragma warning disable EXTEXP0001
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        return services;
    }
}
