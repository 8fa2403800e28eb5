using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Orchestration.Ports;

/// <summary>The port numbers that are tried for an endpoint, in order: the same ones for the same AppHost, resource and endpoint.</summary>
internal static class PortCandidates
{
    // Below the range from which Linux (32768), macOS and Windows (49152) take ports of outgoing connections: a remembered port is seldom found in use by chance.
    private const int First = 15000;
    private const int Count = 17000;

    /// <summary>A walk over the whole range that begins at a place made from the names.</summary>
    public static IEnumerable<int> For(string appHost, string endpoint)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{appHost}\n{endpoint.ToLowerInvariant()}"));
        var start = (int)(BitConverter.ToUInt32(hash, 0) % Count);

        // A step that shares no factor with the count visits every number once.
        const int step = 7919;
        for (var i = 0; i < Count; i++)
        {
            yield return First + (int)((start + (long)i * step) % Count);
        }
    }
}
