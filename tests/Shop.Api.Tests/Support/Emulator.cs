namespace Shop.Api.Tests.Support;

/// <summary>A search engine for one test class, in a process of its own: the catalogue's index has one name, so classes must not share.</summary>
public sealed class Emulator : IAsyncLifetime
{
    private ServiceProcess _process = null!;

    public string Address => _process.Address;

    public async ValueTask InitializeAsync() => _process = await StartAsync();

    internal static Task<ServiceProcess> StartAsync(params string[] arguments) =>
        ServiceProcess.StartAsync(ServiceProcess.Project("hosting/Elasticsearch.Emulator", "Elasticsearch.Emulator"), arguments, []);

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
