using Shop.EndToEnd.Tests.Telemetry;

namespace Shop.EndToEnd.Tests.Hosting;

/// <summary>The whole shop, with a state of its own that goes with it. SHOP_URL names one that runs already instead.</summary>
public sealed class RunningShop : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-e2e-").FullName;
    private readonly Dictionary<string, string> _environment;
    private AppHostProcess? _host;

    public RunningShop() => _environment = new()
    {
        ["Cart__Database"] = Path.Combine(_folder, "carts.db"),
        ["RECOMMENDATIONS_POLL_SECONDS"] = "0.1",
    };

    /// <summary>The storefront's address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where its telemetry goes; null when it was started by somebody else.</summary>
    internal OtlpSink? Telemetry { get; private set; }

    internal AppHostProcess Host => _host ?? throw new InvalidOperationException("This shop was started by somebody else (SHOP_URL).");

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("SHOP_URL") is { Length: > 0 } running)
        {
            Address = new Uri(running);
            return;
        }

        Telemetry = new();
        _environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Telemetry.Address;
        _environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        await StartAsync();
    }

    /// <summary>Stops everything and starts it again with the same state.</summary>
    public async Task RestartAsync()
    {
        await Host.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Telemetry?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        _host = await AppHostProcess.StartAsync(_environment, "--isolated");
        Address = await _host.AddressOfAsync("app");
    }
}
