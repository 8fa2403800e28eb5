using Aspire.Hosting.Processes;
using Aspire.Hosting.Proxy;
using Aspire.Hosting.Tests.Processes;

namespace Aspire.Hosting.Tests.Proxy;

public sealed class PortOwnerLookupTests
{
    [Fact]
    public async Task The_owner_of_a_port_is_found_by_id_and_name()
    {
        await using var launcher = new ProcessLauncher();
        var lines = new Lines();
        await using var process = launcher.Start(Programs.Spec(Programs.Dummy, ["listen", "0"], lines));
        var port = int.Parse((await lines.WordAsync("listening")).Split(' ')[0]);
        var owner = PortOwnerLookup.Find(port);
        Assert.Equal(process.Id, owner?.ProcessId);
        Assert.Contains("Aspire.Hosting", owner?.Name); // the kernel keeps 15 characters of a name
    }

    [Fact]
    public void A_port_that_nobody_listens_on_has_no_owner() => Assert.Null(PortOwnerLookup.Find(FreePort.Next()));
}
