using ServiceDefaults.Http;

namespace Shop.Api.Catalogue;

/// <summary>Refuses requests while there is no index: a write would have the engine make one of its own invention.</summary>
internal sealed class CatalogueReadyFilter(CatalogueState state) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        state.IsReady ? next(context) : ValueTask.FromResult<object?>(Problem.Unavailable("The catalogue is being prepared. Try again shortly."));
}
