using ServiceDefaults.Http;
using ServiceDefaults.Search;
using Shop.Api.Catalogue;
using Shop.Api.Categories;
using Shop.Api.Idempotency;
using Shop.Api.Products;
using Shop.Api.Search;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOpenApi();
builder.Services.AddSearchClient("search");
builder.Services.AddCatalogue(builder.Configuration);
builder.Services.AddSingleton<ProductStore>();
builder.Services.AddSingleton<ProductSearch>();
builder.Services.AddSingleton<IdempotencyRecords>();
builder.Services.AddHostedService<IdempotencySweep>();

var app = builder.Build();
app.UseProblems();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapProducts();
app.MapSearch();
app.MapCategories();
app.Run();

/// <summary>Public, so that tests can start the service in their own process.</summary>
public sealed partial class Program;
