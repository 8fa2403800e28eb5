using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Http;

internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException)
        {
            // Nobody is left to read an answer; 499 is what logs and metrics know it by.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        await Translate(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private Problem Translate(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problem.TooLarge(JsonBody.MaximumBytes);
            case BadHttpRequestException bad:
                return Problem.OfStatus(bad.StatusCode);
            case UnavailableException unavailable:
                LogUnavailable(context.Request.Method, context.Request.Path, unavailable.Message);
                return Problem.Unavailable(unavailable.PublicDetail);
            default:
                LogFault(exception, context.Request.Method, context.Request.Path);
                return Problem.OfStatus(StatusCodes.Status500InternalServerError);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFault(Exception exception, string method, PathString path);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Path} is refused for now: {Reason}")]
    private partial void LogUnavailable(string method, PathString path, string reason);
}
