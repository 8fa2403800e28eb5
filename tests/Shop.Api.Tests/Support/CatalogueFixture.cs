namespace Shop.Api.Tests.Support;

/// <summary>The catalogue service over a search engine of its own, seeded, for the tests of one class.</summary>
public sealed class CatalogueFixture : IAsyncLifetime
{
    private readonly Emulator _emulator = new();

    internal ApiApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _emulator.InitializeAsync();
        App = new ApiApp(_emulator.Address);
        await App.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await _emulator.DisposeAsync();
    }
}
