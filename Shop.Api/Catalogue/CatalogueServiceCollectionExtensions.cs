namespace Shop.Api.Catalogue;

internal static class CatalogueServiceCollectionExtensions
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CatalogueOptions>()
            .Bind(configuration.GetSection("Catalogue"))
            .Validate(options => options.SeedCount is >= 0 and <= 1_000_000, "Catalogue:SeedCount must be between 0 and 1000000.")
            .ValidateOnStart();
        services.AddSingleton<CatalogueState>();
        services.AddSingleton<CataloguePreparation>();
        services.AddSingleton<CatalogueMigration>();
        services.AddSingleton<CatalogueSeeding>();
        services.AddHostedService<CatalogueBootstrap>();
        services.AddHealthChecks().AddCheck<CatalogueHealthCheck>("search", timeout: TimeSpan.FromSeconds(4));
        return services;
    }
}
