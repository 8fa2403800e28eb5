namespace Shop.Cart.Tests.Support;

/// <summary>One search engine for all tests of this process; every test uses carts of its own.</summary>
internal static class EmulatorFixture
{
    private static readonly Lazy<Task<ServiceProcess>> Started = new(() => ServiceProcess.StartAsync(
        ServiceProcess.Project("hosting/Elasticsearch.Emulator", "Elasticsearch.Emulator"), [], []));

    public static async Task<string> AddressAsync() => (await Started.Value).Address;
}
