using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
namespace Aspire.Hosting.Tests.Orchestration;
internal static class StubEndpoints
{
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> b, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true) where T : IResourceWithEndpoints
        => b.WithEndpoint(port, targetPort, "http", name, env, isProxied);
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> b, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null, bool isProxied = true) where T : IResourceWithEndpoints
    {
        var a = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: scheme, name: name, port: port, targetPort: targetPort, isProxied: isProxied);
        b.WithAnnotation(a);
        if (env is not null) b.WithAnnotation(new EnvironmentCallbackAnnotation(c => { c.EnvironmentVariables[env] = new EndpointReference(b.Resource, a).Property(EndpointProperty.TargetPort); return Task.CompletedTask; }));
        return b;
    }
}
