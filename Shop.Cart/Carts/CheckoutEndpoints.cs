using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Http;
using Shop.Cart.Events;

namespace Shop.Cart.Carts;

internal static class CheckoutEndpoints
{
    public static void MapCheckout(this IEndpointRouteBuilder app)
    {
        app.MapGet("/carts/{cart}/checkout", Review).WithTags("checkout")
            .Produces<CheckoutView>().ProducesProblem(400).WithSummary("What would be paid, and what stands in the way.");
        app.MapPost("/carts/{cart}/checkout", Buy).WithTags("checkout")
            .Produces<OrderView>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(412).WithSummary("Buys what is in the cart and empties it. Nothing is charged.");
    }

    private static async Task<IResult> Review(string cart, HttpContext context, [FromServices] CartChanges changes, [FromServices] Checkout checkout)
    {
        if (!CartEndpoints.IsCartName(cart))
        {
            return BadName();
        }

        var stored = await changes.ReadAsync(cart, context.RequestAborted);
        context.Response.Headers.ETag = EntityTags.Of(stored.Version);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await checkout.ReviewAsync(stored, context.RequestAborted));
    }

    private static async Task<IResult> Buy(string cart, HttpRequest request, [FromServices] CartChanges changes, [FromServices] Checkout checkout)
    {
        if (!CartEndpoints.IsCartName(cart))
        {
            return BadName();
        }

        if (!IdempotencyKey.TryRead(request, out var key))
        {
            return IdempotencyKey.Malformed();
        }

        var reviewed = await changes.ReadAsync(cart, request.HttpContext.RequestAborted);
        var review = await checkout.ReviewAsync(reviewed, request.HttpContext.RequestAborted);
        var order = $"o-{Guid.CreateVersion7():N}";
        OrderView? bought = null;
        var outcome = await changes.ApplyAsync(cart, EntityTags.IfMatch(request), new DoneOnce(key, "checkout"), now =>
        {
            if (now.Lines.Count == 0)
            {
                return Change.Refused(Problem.Conflict("The cart is empty."));
            }

            // What is bought is exactly what was compared with the catalogue.
            if (now.Version != reviewed.Version)
            {
                return Change.Refused(Problem.ChangedMeanwhile($"The cart was changed during the checkout and is at version {now.Version} now.", now.Version));
            }

            if (review.Problems.Count > 0)
            {
                return Change.Refused(Problem.Conflict("The cart does not agree with the catalogue any more.") with { Problems = review.Problems });
            }

            bought = new OrderView(order, review.Cart.Lines, review.Total, review.Currency!, DateTimeOffset.UtcNow);
            return Change.To(now with { Lines = [] }, [.. now.Lines.Select(line => new CartEventDraft("purchased", line, line.Quantity))]) with { Answer = bought };
        });

        switch (outcome)
        {
            case ChangeOutcome.Changed:
                return TypedResults.Ok(bought);
            case ChangeOutcome.Repeated { Answer: { } answer }:
                request.HttpContext.Response.Headers["Idempotency-Replayed"] = "true";
                return TypedResults.Ok(answer);
            default:
                return CartEndpoints.Answer(request.HttpContext.Response, outcome);
        }
    }

    private static Problem BadName() => Problem.Validation("cart", "must be 1 to 64 letters, digits, dashes or underscores");
}
