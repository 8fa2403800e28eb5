using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Http;

public static class ProblemExtensions
{
    internal static void AddProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.ConfigureHttpJsonOptions(options => ShopJson.Configure(options.SerializerOptions));
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = JsonBody.MaximumBytes + 1;
        });
    }

    /// <summary>Every refusal of the pipeline, and every exception, becomes problem details without a stack trace, in development too.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // Reached only when no handler took the exception; there is always one that does.
            ExceptionHandler = context => Problem.OfStatus(StatusCodes.Status500InternalServerError).ExecuteAsync(context),
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(context => Problem.OfStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
    }
}
