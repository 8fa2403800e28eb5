using Aspire.Hosting.Orchestration.Store;

namespace Aspire.Hosting.Tests.Orchestration.Store;

public sealed class AppHostStoreTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("store-tests-").FullName;

    [Fact]
    public void What_is_remembered_is_there_in_the_next_run()
    {
        using (var store = AppHostStore.Open("/src/Shop.AppHost", isolated: false, _home))
        {
            new PortLedger(store.Directory).Remember(new Dictionary<string, int> { ["web/http"] = 20001 });
        }

        using var next = AppHostStore.Open("/src/Shop.AppHost", isolated: false, _home);

        Assert.Equal(20001, new PortLedger(next.Directory).Read()["WEB/http"]);
    }

    [Fact]
    public void What_this_run_does_not_have_is_kept()
    {
        var ledger = new PortLedger(_home);
        ledger.Remember(new Dictionary<string, int> { ["web/http"] = 20001 });
        ledger.Remember(new Dictionary<string, int> { ["api/http"] = 20002 });

        Assert.Equal([20002, 20001], ledger.Read().OrderBy(p => p.Key).Select(p => p.Value));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"web/http\":\"x\"}")]
    [InlineData("null")]
    [InlineData("")]
    public void A_damaged_ledger_costs_new_ports_and_not_the_run(string content)
    {
        File.WriteAllText(Path.Combine(_home, "ports.json"), content);
        var ledger = new PortLedger(_home);

        Assert.Empty(ledger.Read());
        ledger.Remember(new Dictionary<string, int> { ["web/http"] = 20001 });
        Assert.Equal(20001, ledger.Read()["web/http"]);
    }

    [Fact]
    public void Ports_that_cannot_be_are_not_read()
    {
        File.WriteAllText(Path.Combine(_home, "ports.json"), """{"a/http":0,"b/http":70000,"c/http":20001}""");

        Assert.Equal(["c/http"], new PortLedger(_home).Read().Keys);
    }

    [Fact]
    public void Two_AppHosts_do_not_share_a_folder()
    {
        using var one = AppHostStore.Open("/one/AppHost", isolated: false, _home);
        using var two = AppHostStore.Open("/two/AppHost", isolated: false, _home);

        Assert.NotEqual(one.Directory, two.Directory);
    }

    [Fact]
    public void An_isolated_run_has_a_folder_of_its_own_that_is_gone_afterwards()
    {
        var store = AppHostStore.Open("/one/AppHost", isolated: true, _home);
        Assert.True(Directory.Exists(store.Directory));

        store.Dispose();

        Assert.False(Directory.Exists(store.Directory));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_home));
    }

    [Fact]
    public void A_second_application_of_the_same_process_keeps_to_itself()
    {
        using var first = AppHostStore.Open("/one/AppHost", isolated: false, _home);
        using var second = AppHostStore.Open("/one/AppHost", isolated: false, _home);

        Assert.True(second.IsTemporary);
        Assert.False(first.IsTemporary);
    }

    [Fact]
    public void A_run_of_another_process_is_refused_with_its_number_and_the_way_out()
    {
        string directory;
        using (var first = AppHostStore.Open("/one/AppHost", isolated: false, _home))
        {
            directory = first.Directory;
        }
        using var held = new FileStream(Path.Combine(directory, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        File.WriteAllText(Path.Combine(directory, "owner"), "4242");

        var refusal = Assert.Throws<DistributedApplicationException>(() => AppHostStore.Open("/one/AppHost", isolated: false, _home));

        Assert.Contains("'/one/AppHost' is already running as process 4242", refusal.Message);
        Assert.Contains("--isolated", refusal.Message);
    }

    [Fact]
    public void A_home_that_cannot_be_written_is_said_and_does_not_stop_the_run()
    {
        var file = Path.Combine(_home, "file");
        File.WriteAllText(file, "");

        using var store = AppHostStore.Open("/one/AppHost", isolated: false, file);

        Assert.True(store.IsTemporary);
        Assert.Contains("XDG_STATE_HOME", store.Notice);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
