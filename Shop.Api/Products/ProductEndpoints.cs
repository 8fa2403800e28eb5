using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Http;
using Shop.Api.Catalogue;
using Shop.Api.Idempotency;
using Shop.Api.Paging;
using Shop.Api.Search;

namespace Shop.Api.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder app)
    {
        var products = app.MapGroup("/products").WithTags("products").AddEndpointFilter<CatalogueReadyFilter>();
        products.MapGet("", List).Produces<ProductPage>().ProducesProblem(400).WithSummary("A page of products.");
        products.MapGet("{id}", Get).Produces<Product>().ProducesProblem(404).WithSummary("One product, with its ETag.");
        products.MapPost("", Add).Accepts<ProductDraft>("application/json").Produces<Product>(201)
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).WithSummary("Adds a product; harmless to repeat with Idempotency-Key.");
        products.MapPut("{id}", Replace).Accepts<ProductDraft>("application/json").Produces<Product>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428).WithSummary("Replaces a product that nobody changed meanwhile (If-Match).");
        products.MapDelete("{id}", Remove).Produces(204).ProducesProblem(404).ProducesProblem(412).WithSummary("Deletes a product.");
    }

    private static async Task<IResult> List(HttpRequest request, [FromServices] ProductSearch search)
    {
        var faults = new Faults();
        var query = ProductQuery.ReadList(request.Query, faults);
        return faults.Any ? Problem.Validation(faults) : TypedResults.Ok(await search.ListAsync(query, request.HttpContext.RequestAborted));
    }

    private static async Task<IResult> Get(string id, HttpRequest request, [FromServices] ProductStore store)
    {
        if (!ProductId.IsValid(id) || await store.FindAsync(id, request.HttpContext.RequestAborted) is not { } product)
        {
            return NoSuch(id);
        }

        var response = request.HttpContext.Response;
        response.Headers.ETag = EntityTags.Of(product.Version);
        response.Headers.CacheControl = "no-cache";
        return EntityTags.IsKnown(request, product.Version) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(product);
    }

    private static async Task<IResult> Add(HttpRequest request, [FromServices] IdempotencyRecords records, [FromServices] ProductStore store)
    {
        if (!IdempotencyKey.TryRead(request, out var key))
        {
            return IdempotencyKey.Malformed();
        }

        var (draft, problem) = await ReadDraft(request);
        if (problem is not null)
        {
            return problem;
        }

        // A client that hangs up has still asked for the product: once begun, adding is finished.
        if (key is null)
        {
            return Created(request, await store.AddAsync(ProductId.New(), draft!, CancellationToken.None));
        }

        switch (await records.AddOnceAsync(key, draft!, store, CancellationToken.None))
        {
            case IdempotentAdd.KeyReused:
                return Problem.KeyReused();
            case IdempotentAdd.Replayed replayed:
                request.HttpContext.Response.Headers["Idempotency-Replayed"] = "true";
                return Created(request, replayed.Product);
            case IdempotentAdd.Added added:
                return Created(request, added.Product);
            default:
                throw new InvalidOperationException("An outcome of AddOnceAsync is not handled.");
        }
    }

    private static async Task<IResult> Replace(string id, HttpRequest request, [FromServices] ProductStore store)
    {
        var condition = EntityTags.IfMatch(request);
        if (!condition.IsGiven)
        {
            return Problem.IfMatchRequired();
        }

        var (draft, problem) = await ReadDraft(request);
        if (problem is not null)
        {
            return problem;
        }

        return ProductId.IsValid(id)
            ? Answer(id, request, await store.ReplaceAsync(id, draft!, condition, CancellationToken.None))
            : NoSuch(id);
    }

    private static async Task<IResult> Remove(string id, HttpRequest request, [FromServices] ProductStore store)
    {
        if (!ProductId.IsValid(id))
        {
            return NoSuch(id);
        }

        var outcome = await store.RemoveAsync(id, EntityTags.IfMatch(request), CancellationToken.None);
        return outcome is WriteOutcome.Written ? TypedResults.NoContent() : Answer(id, request, outcome);
    }

    private static IResult Answer(string id, HttpRequest request, WriteOutcome outcome)
    {
        switch (outcome)
        {
            case WriteOutcome.Written written:
                request.HttpContext.Response.Headers.ETag = EntityTags.Of(written.Product.Version);
                return TypedResults.Ok(written.Product);
            case WriteOutcome.Changed changed:
                return Problem.ChangedMeanwhile($"The product '{id}' is at version {changed.CurrentVersion} now. Read it again and repeat the change on that.", changed.CurrentVersion);
            default:
                return NoSuch(id);
        }
    }

    private static IResult Created(HttpRequest request, Product product)
    {
        request.HttpContext.Response.Headers.ETag = EntityTags.Of(product.Version);
        return TypedResults.Created($"/products/{product.Id}", product);
    }

    private static async Task<(ProductDraft? Draft, Problem? Problem)> ReadDraft(HttpRequest request)
    {
        var (body, problem) = await JsonBody.ReadAsync(request);
        using (body)
        {
            if (problem is not null)
            {
                return (null, problem);
            }

            var faults = new Faults();
            var draft = ProductDraft.Read(body!.RootElement, faults);
            return faults.Any ? (null, Problem.Validation(faults)) : (draft, null);
        }
    }

    private static Problem NoSuch(string id) => Problem.NotFound(ProductId.IsValid(id) ? $"There is no product '{id}'." : "There is no such product.");
}
