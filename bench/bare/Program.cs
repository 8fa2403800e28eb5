// The floor: what ASP.NET itself does with a request, so that a figure of the shop is a ratio and not a boast of the machine.
var app = WebApplication.CreateBuilder(args).Build();
app.MapMethods("/", ["GET", "PUT"], () => TypedResults.Ok(new Answer("ok", 1)));
app.Run();

internal sealed record Answer(string Text, int Number);
