using Microsoft.AspNetCore.Mvc;
using Shop.Api.Catalogue;
using Shop.Api.Search;

namespace Shop.Api.Categories;

internal static class CategoryEndpoints
{
    public static void MapCategories(this IEndpointRouteBuilder app) =>
        app.MapGet("/categories", async (HttpRequest request, [FromServices] ProductSearch search) =>
                TypedResults.Ok(await search.CountCategoriesAsync(request.HttpContext.RequestAborted)))
            .WithTags("categories").AddEndpointFilter<CatalogueReadyFilter>().WithSummary("The categories in use, largest first.");
}
