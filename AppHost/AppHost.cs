// What the shop is made of, and who refers to whom. Runs with or without a container engine; published, it names the real thing everywhere.
var builder = DistributedApplication.CreateBuilder(args);
var running = builder.ExecutionContext.IsRunMode;

// The search engine. A development machine gets the emulator, so that it needs no containers; a cluster gets Elasticsearch, with Kibana beside it.
IResourceBuilder<IResourceWithConnectionString> search = running
    ? builder.AddElasticsearchEmulator("search", port: 9200)
    : builder.AddElasticsearch("search", port: 9200).WithDataVolume().WithKibana(port: 9090);

// The catalogue: list, add, change, delete, search.
var api = builder.AddProject<Projects.Shop_Api>("api")
    .WithReference(search).WaitFor(search)
    .WithHttpHealthCheck("/health");

// Carts, twice: one forgets with the session; one keeps what it acknowledged and works while the catalogue is down.
var sessionCarts = builder.AddProject<Projects.Shop_Cart>("goodsmart-in-memory")
    .WithEndpoint("http", endpoint => endpoint.Port = 8080)
    .WithEnvironment("Cart__Store", "memory")
    .WithReference(api)
    .WithHttpHealthCheck("/health");

var savedCarts = builder.AddProject<Projects.Shop_Cart>("goodsmart-offline")
    .WithEndpoint("http", endpoint => endpoint.Port = 8081)
    .WithEnvironment("Cart__Store", "sqlite")
    .WithReference(api)
    .WithHttpHealthCheck("/health");

// Recommendations: others also chose, else what is popular, else nothing.
var recommendations = builder.AddUvicornApp("goodsmart-api", "../Shop.Recommendations", "app:app")
    .WithEndpoint("http", endpoint => endpoint.Port = 8000)
    .WithReference(search).WithReference(sessionCarts).WithReference(savedCarts)
    .WithHttpHealthCheck("/health");

// The storefront. It shows what it can while others are away, but a first visitor should find products.
var app = builder.AddNpmApp("app", "../Shop.Web")
    .WithHttpEndpoint(port: 3000, env: "PORT")
    .WithReference(api).WithReference(sessionCarts).WithReference(savedCarts).WithReference(recommendations)
    .WaitFor(api)
    .WithHttpHealthCheck("/health")
    .PublishAsDockerFile();

if (running)
{
    // nginx, as this machine has it; where it is missing, the edge says how to get it and everything else runs.
    builder.AddExecutable("edge", "/bin/sh", "../edge", "start.sh")
        .WithHttpEndpoint(port: 8088, env: "PORT")
        .WithEnvironment("APP_URL", app.GetEndpoint("http")).WithEnvironment("API_URL", api.GetEndpoint("http"))
        .WithHttpHealthCheck("/edge/health")
        .WaitFor(app);

    // Its own exporter speaks OTLP over HTTP and nothing else.
    if (builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] is not null)
    {
        recommendations.WithOtlpExporter(OtlpProtocol.HttpProtobuf);
    }

    // A run beside another one keeps its carts to itself.
    if (builder.Configuration["AppHost:Isolated"] is "true" && builder.Configuration["Cart:Database"] is null)
    {
        savedCarts.WithEnvironment("Cart__Database", Path.Combine(Directory.CreateTempSubdirectory("shop-carts-").FullName, "carts.db"));
    }

    // Kibana needs Elasticsearch itself and a container engine; here it only says so.
    builder.AddContainer("kibana", "docker.io/library/kibana", "8.17.3").WithHttpEndpoint(port: 9090, targetPort: 5601);
}
else
{
    // The saved carts lie in the home folder of whoever the service runs as, which outlives its containers.
    savedCarts.WithAnnotation(new ContainerMountAnnotation("saved-carts", "/home/app", ContainerMountType.Volume, isReadOnly: false));

    // nginx again, in a container of its own.
    builder.AddDockerfile("edge", "../edge")
        .WithHttpEndpoint(targetPort: 80).WithExternalHttpEndpoints()
        .WithEnvironment("APP_URL", app.GetEndpoint("http")).WithEnvironment("API_URL", api.GetEndpoint("http"))
        .WithHttpHealthCheck("/edge/health")
        .WaitFor(app);
}

builder.Build().Run();
