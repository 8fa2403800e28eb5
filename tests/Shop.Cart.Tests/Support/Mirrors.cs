using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop.Cart.Catalogue;

namespace Shop.Cart.Tests.Support;

internal static class Mirrors
{
    public static CatalogueMirror GetMirror(this IServiceProvider services) => services.GetServices<IHostedService>().OfType<CatalogueMirror>().Single();
}
