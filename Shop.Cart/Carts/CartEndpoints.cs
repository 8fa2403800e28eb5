using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Http;
using Shop.Cart.Catalogue;
using Shop.Cart.Events;

namespace Shop.Cart.Carts;

internal static partial class CartEndpoints
{
    public static void MapCarts(this IEndpointRouteBuilder app)
    {
        var carts = app.MapGroup("/carts/{cart}").WithTags("carts").AddEndpointFilter(ValidNames);
        carts.MapGet("", Get).Produces<CartView>().WithSummary("The cart; one that nobody wrote to is empty, version 0.");
        carts.MapDelete("", Clear).Produces<CartView>().ProducesProblem(412).WithSummary("Takes everything out.");
        carts.MapPost("lines", Add).Accepts<LineToAdd>("application/json").Produces<CartView>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(503).WithSummary("Puts a product in, at the catalogue's price.");
        carts.MapPut("lines/{productId}", SetQuantity).Accepts<QuantityToSet>("application/json").Produces<CartView>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).WithSummary("Sets a quantity; 0 removes.");
        carts.MapDelete("lines/{productId}", Remove).Produces<CartView>().ProducesProblem(412).WithSummary("Takes a product out.");
    }

    public static bool IsCartName(string name) => CartName().IsMatch(name);

    public static IResult Answer(HttpResponse response, ChangeOutcome outcome) => outcome switch
    {
        ChangeOutcome.Changed changed => Ok(response, changed.Cart),
        ChangeOutcome.Repeated repeated => Repeated(response, repeated.Cart),
        ChangeOutcome.Refused refused => refused.Problem,
        _ => throw new InvalidOperationException("An outcome of a change is not handled."),
    };

    private static async Task<IResult> Get(string cart, HttpContext context, [FromServices] CartChanges changes) =>
        Ok(context.Response, await changes.ReadAsync(cart, context.RequestAborted));

    private static async Task<IResult> Add(string cart, HttpRequest request, [FromServices] CartChanges changes, [FromServices] CatalogueReader catalogue)
    {
        if (!IdempotencyKey.TryRead(request, out var key))
        {
            return IdempotencyKey.Malformed();
        }

        var (body, problem) = await JsonBody.ReadAsync(request);
        using var owned = body;
        if (problem is not null)
        {
            return problem;
        }

        var faults = new Faults();
        var fields = new JsonFields(body!.RootElement, "", faults);
        var productId = fields.Text("productId", 64, required: true);
        var quantity = fields.Whole("quantity", 1, Cart.MaximumQuantity, absent: 1);
        fields.RefuseOthers();
        if (faults.Any)
        {
            return Problem.Validation(faults);
        }

        var once = new DoneOnce(key, IdempotencyKey.Digest(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"add {quantity} {productId}"))));
        var condition = EntityTags.IfMatch(request);
        var answer = IsProductName(productId!) ? await catalogue.FindAsync(productId!, request.HttpContext.RequestAborted) : new CatalogueAnswer.Gone();
        return answer switch
        {
            CatalogueAnswer.Found found => Answer(request.HttpContext.Response, await changes.ApplyAsync(cart, condition, once, now => Put(now, found.Product, quantity))),
            CatalogueAnswer.Gone => Problem.NotFound(IsProductName(productId!) ? $"There is no product '{productId}'." : "There is no such product."),
            _ => Problem.Unavailable("The catalogue does not answer, and this product was never seen here before. Try again shortly."),
        };
    }

    private static Change Put(Cart cart, KnownProduct product, int quantity)
    {
        var line = cart.Line(product.Id);
        var together = (line?.Quantity ?? 0) + quantity;
        if (together > Cart.MaximumQuantity)
        {
            return Change.Refused(Problem.Conflict($"A line holds at most {Cart.MaximumQuantity}; '{product.Id}' would have {together}."));
        }

        if (line is null && cart.Lines.Count >= Cart.MaximumLines)
        {
            return Change.Refused(Problem.Conflict($"A cart has at most {Cart.MaximumLines} lines."));
        }

        if (cart.Lines.FirstOrDefault(other => other.ProductId != product.Id && other.Currency != product.Currency) is { } foreign)
        {
            return Change.Refused(Problem.Conflict($"A cart has one currency: this one is in {foreign.Currency}, and '{product.Id}' costs {product.Currency}."));
        }

        var next = product.ToLine(together);
        return Change.To(cart.With(product.Id, next), new CartEventDraft("added", next, together));
    }

    private static async Task<IResult> SetQuantity(string cart, string productId, HttpRequest request, [FromServices] CartChanges changes)
    {
        var (body, problem) = await JsonBody.ReadAsync(request);
        using var owned = body;
        if (problem is not null)
        {
            return problem;
        }

        var faults = new Faults();
        var fields = new JsonFields(body!.RootElement, "", faults);
        var quantity = fields.Whole("quantity", 0, Cart.MaximumQuantity);
        fields.RefuseOthers();
        if (faults.Any)
        {
            return Problem.Validation(faults);
        }

        return Answer(request.HttpContext.Response, await changes.ApplyAsync(cart, EntityTags.IfMatch(request), DoneOnce.No, now => Set(now, productId, quantity)));
    }

    private static Change Set(Cart cart, string productId, int quantity)
    {
        if (cart.Line(productId) is not { } line)
        {
            return quantity == 0 ? Change.Nothing : Change.Refused(Problem.NotFound("The cart has no such line."));
        }

        if (quantity == line.Quantity)
        {
            return Change.Nothing;
        }

        return quantity == 0
            ? Change.To(cart.With(productId, null), new CartEventDraft("removed", line, 0))
            : Change.To(cart.With(productId, line with { Quantity = quantity }), new CartEventDraft("changed", line, quantity));
    }

    private static async Task<IResult> Remove(string cart, string productId, HttpRequest request, [FromServices] CartChanges changes) =>
        Answer(request.HttpContext.Response, await changes.ApplyAsync(cart, EntityTags.IfMatch(request), DoneOnce.No, now => Set(now, productId, 0)));

    private static async Task<IResult> Clear(string cart, HttpRequest request, [FromServices] CartChanges changes) =>
        Answer(request.HttpContext.Response, await changes.ApplyAsync(cart, EntityTags.IfMatch(request), DoneOnce.No, now => now.Lines.Count == 0
            ? Change.Nothing
            : Change.To(now with { Lines = [] }, [.. now.Lines.Select(line => new CartEventDraft("removed", line, 0))])));

    private static IResult Ok(HttpResponse response, Cart cart)
    {
        response.Headers.ETag = EntityTags.Of(cart.Version);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(CartView.Of(cart));
    }

    private static IResult Repeated(HttpResponse response, Cart cart)
    {
        response.Headers["Idempotency-Replayed"] = "true";
        return Ok(response, cart);
    }

    private static bool IsProductName(string id) => ProductName().IsMatch(id);

    private static ValueTask<object?> ValidNames(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var values = context.HttpContext.Request.RouteValues;
        if (values["cart"] is not string cart || !IsCartName(cart))
        {
            return ValueTask.FromResult<object?>(Problem.Validation("cart", "must be 1 to 64 letters, digits, dashes or underscores"));
        }

        return values.TryGetValue("productId", out var product) && !IsProductName((string)product!)
            ? ValueTask.FromResult<object?>(Problem.NotFound("The cart has no such line."))
            : next(context);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex CartName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex ProductName();
}

/// <summary>What a client sends to put a product in.</summary>
internal sealed record LineToAdd(string ProductId, int? Quantity);

/// <summary>What a client sends to set a quantity.</summary>
internal sealed record QuantityToSet(int Quantity);
