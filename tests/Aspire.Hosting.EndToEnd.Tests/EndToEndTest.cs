namespace Aspire.Hosting.EndToEnd.Tests;

/// <summary>Gives each test a state folder of its own, and ends what it started.</summary>
public abstract class EndToEndTest : IAsyncLifetime
{
    protected const int SIGINT = 2;
    protected const int SIGKILL = 9;
    protected const int SIGUSR1 = 10;
    protected const int SIGTERM = 15;

    private readonly List<AppHostProcess> _hosts = [];

    protected DirectoryInfo State { get; } = Directory.CreateTempSubdirectory("aspire-state-");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        State.Delete(recursive: true);
    }

    private protected AppHostProcess Start(string scenario, string[]? arguments = null, params (string Name, string? Value)[] environment)
    {
        var host = AppHostProcess.Start(scenario, State, arguments, environment);
        _hosts.Add(host);
        return host;
    }

    // Never through a proxy: some tests configure a dead one.
    protected static async Task<string> GetAsync(Uri url, string path = "/")
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };
        return await client.GetStringAsync(new Uri(url, path));
    }
}
