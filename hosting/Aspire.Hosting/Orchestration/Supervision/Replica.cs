using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration.Ports;

namespace Aspire.Hosting.Orchestration.Supervision;

/// <summary>One replica of a process resource: who it is, and the endpoints it serves.</summary>
internal sealed record Replica(IResource Resource, int Index, string Name, string Suffix, IReadOnlyList<PublicEndpoint> Endpoints)
{
    /// <summary>Sends the connections of all endpoints to this replica, or no longer.</summary>
    public void Route(bool running)
    {
        foreach (var endpoint in Endpoints)
        {
            endpoint.Route(Index, running);
        }
    }
}
