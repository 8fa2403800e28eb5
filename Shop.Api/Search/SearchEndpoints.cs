using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Http;
using Shop.Api.Catalogue;

namespace Shop.Api.Search;

internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapGet("/search", Search).WithTags("search").AddEndpointFilter<CatalogueReadyFilter>()
            .Produces<SearchPage>().ProducesProblem(400).WithSummary("Searches in English and Chinese, with facets and highlights.");

    private static async Task<IResult> Search(HttpRequest request, [FromServices] ProductSearch search)
    {
        var faults = new Faults();
        var query = ProductQuery.ReadSearch(request.Query, faults);
        return faults.Any ? Problem.Validation(faults) : TypedResults.Ok(await search.SearchAsync(query, request.HttpContext.RequestAborted));
    }
}
