namespace Aspire.Hosting.Proxy;

/// <summary>A port that was asked for is taken. Names the process that listens on it where that can be told.</summary>
internal sealed class PortInUseException(int port, PortOwner? owner, Exception? innerException = null)
    : Exception(Describe(port, owner), innerException)
{
    public int Port => port;

    public PortOwner? Owner => owner;

    private static string Describe(int port, PortOwner? owner) =>
        owner is null
            ? $"Port {port} is in use by another process."
            : $"Port {port} is in use by process {owner.ProcessId} ({owner.Name}).";
}
