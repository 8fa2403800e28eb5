using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Http;
using Shop.Cart.Stores;

namespace Shop.Cart.Events;

internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/events", Read).WithTags("events").Produces<EventPage>().ProducesProblem(400).WithSummary("What happened in carts, oldest first.");

    private static async Task<IResult> Read(HttpRequest request, [FromServices] ICartStore store)
    {
        var faults = new Faults();
        var fields = new QueryFields(request.Query, faults);
        var after = fields.Text("after", 200);
        var limit = fields.Whole("limit", 1, 1000, absent: 100);
        fields.RefuseOthers();
        if (faults.Any)
        {
            return Problem.Validation(faults);
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await store.ReadEventsAsync(after, limit, request.HttpContext.RequestAborted));
    }
}
