using ServiceDefaults.Http;
using Shop.Cart;
using Shop.Cart.Carts;
using Shop.Cart.Catalogue;
using Shop.Cart.Events;
using Shop.Cart.Stores;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddOpenApi();
builder.AddCartOptions();
builder.AddCartStore();
builder.AddCatalogue();
builder.Services.AddSingleton<CartChanges>();
builder.Services.AddSingleton<Checkout>();

var app = builder.Build();
app.UseProblems();
app.MapDefaultEndpoints();
app.MapOpenApi();
app.MapCarts();
app.MapCheckout();
app.MapEvents();

// A store that cannot be opened is said at the start, not to the first customer.
_ = app.Services.GetRequiredService<ICartStore>();
app.Run();

/// <summary>Public, so that tests can start the service in their own process.</summary>
public sealed partial class Program;
